using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>The softmax head that learns along with the layers.</summary>
public sealed class SoftmaxHeadTrainingTests
{
    [Fact]
    public void ClassProbabilities_WhileLearning_AreOfUnlabelledImagesAndThePartnersForNegatives()
    {
        using LabelledImages data = SyntheticImages.Create(12);
        List<Tensor> seen = [];
        using FFNetwork network = SyntheticImages.Network().WithSoftmaxHead().WithModulation(new AskingModulation(seen)).Build();
        Tensor expected = network.PredictProbabilities(data.Images);

        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 12 });

        seen[0].ShouldBeClose(cat([expected, expected], 0), 1e-5);
        seen[1].ShouldBeClose(seen[0], 1e-12);
    }

    [Fact]
    public void SoftmaxHead_TrainedAlong_LearnsTheSameWhetherAModulationAskedItOrNot()
    {
        using LabelledImages data = SyntheticImages.Create(60);

        using FFNetwork unasked = Train(new NoModulation()), asked = Train(new AskingModulation([]));

        foreach ((NamedTensor one, NamedTensor other) in unasked.Tensors.Zip(asked.Tensors))
            one.Value.ShouldBeClose(other.Value, 1e-3);

        FFNetwork Train(IModulation modulation)
        {
            FFNetwork network = SyntheticImages.Network().WithOptimizer(new AdamOptions { LearningRate = 0.01 })
                .WithSoftmaxHead(new SoftmaxHeadOptions { Optimizer = new AdamOptions { LearningRate = 0.01 } })
                .WithModulation(modulation).Build();
            network.Fit(data, new TrainingOptions { Epochs = 4, BatchSize = 20 });
            return network;
        }
    }

    [Fact]
    public void SoftmaxHead_TrainedAlong_PredictsInOnePass()
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = SyntheticImages.Network().WithOptimizer(new AdamOptions { LearningRate = 0.01 })
            .WithSoftmaxHead(new SoftmaxHeadOptions { Optimizer = new AdamOptions { LearningRate = 0.01 } })
            .WithPrediction(PredictionMethod.SoftmaxHead).Build();

        network.Fit(train, new TrainingOptions { Epochs = 15, BatchSize = 32 });

        SyntheticImages.Accuracy(network, unseen).Should().BeGreaterThan(0.9);
        Tensor probabilities = network.PredictProbabilities(unseen.Images);
        probabilities.sum([1]).ShouldBeClose(ones([300]), 1e-5);
        network.ScoreLabels(unseen.Images).ShouldBeClose(probabilities.log(), 1e-5);
    }

    [Fact]
    public void SoftmaxHead_Added_LeavesTheLayersAsTheyWouldBe()
    {
        using LabelledImages data = SyntheticImages.Create(60);

        Train(SyntheticImages.Network()).Should().Equal(Train(SyntheticImages.Network().WithSoftmaxHead()));

        float[] Train(FFNetworkBuilder builder)
        {
            using FFNetwork network = builder.Build();
            network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 20 });
            return Tensors.Values(network.Layers[1].Parameters[0].Value);
        }
    }

    private sealed class AskingModulation(List<Tensor> seen) : IModulation
    {
        public Tensor Modulate(Tensor goodness, ModulationContext context)
        {
            seen.Add(context.ClassProbabilities().clone().DetachFromDisposeScope());
            return goodness;
        }
    }
}
