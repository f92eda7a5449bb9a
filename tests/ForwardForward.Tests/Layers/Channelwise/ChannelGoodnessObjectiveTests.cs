using ForwardForward.Data;
using ForwardForward.Tests.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Channelwise;

public sealed class ChannelGoodnessObjectiveTests
{
    // Two channels of 1×2 places: 0.94 · 2 + 0.06 · 3 - 0.05 · 1 = 2.01, and 0.94 · 1 + 0.06 · 2 - 0 = 1.06. At T = 10 equal weights share
    // each channel evenly.
    [Fact]
    public void Measure_FirstWeights_SharesEveryResponseEvenly()
    {
        using ChannelGoodnessObjective objective = Create(2);

        objective.Measure(tensor(new float[] { 1, 3, 2, 0 }).view(1, 2, 1, 2)).ShouldBeClose(Matrix(new[,] { { 1.535f, 1.535f } }), 1e-5);
    }

    // softmax((log 9 · T, 0) / T) is (0.9, 0.1), of the other channel the other way round.
    [Fact]
    public void Measure_KnownWeights_IsWhatEachClassesShareOfTheChannelsResponds()
    {
        using ChannelGoodnessObjective objective = Create(2);
        float ten = (float)(10 * Math.Log(9));
        objective.Parameters[0].Value.copy_(Matrix(new[,] { { ten, 0 }, { 0, ten } }));

        objective.Measure(tensor(new float[] { 1, 3, 2, 0 }).view(1, 2, 1, 2))
            .ShouldBeClose(Matrix(new[,] { { (0.9f * 2.01f) + (0.1f * 1.06f), (0.1f * 2.01f) + (0.9f * 1.06f) } }), 1e-4);
    }

    [Fact]
    public void Differentiate_LossAndEntropy_EqualsAutomaticDifferentiation()
    {
        CrossEntropyLoss loss = new(labelSmoothing: 0.1);
        using ChannelGoodnessObjective objective = Create(5);
        (Tensor weights, Tensor temperature) = (objective.Parameters[0].Value, objective.Parameters[1].Value);
        weights.copy_(Random(5, 5, 2).mul(8));
        Tensor activations = Random(3, 6, 5, 3, 4), labels = LabelsOf(0, 1, 1, 0, 1, 0);

        ObjectiveStep step = ObjectiveStep.Differentiate(objective, activations, new() { Labels = labels, Positives = 6, Progress = 0 });

        step.Gradient.ShouldBeClose(Gradient(leaf => loss.Loss(objective.Measure(leaf), labels).reshape(1), activations));
        weights.requires_grad = temperature.requires_grad = true;
        using (enable_grad())
        {
            Tensor shares = (weights / temperature.exp()).softmax(1), entropy = -(shares * shares.log()).sum(dim: 0).mean();
            Tensor total = loss.Loss(objective.Measure(activations), labels) + (entropy * 0.25);
            total.backward();
            step.Loss.ShouldBeClose(total);
        }
        step.ParameterGradients[0].ShouldBeClose(weights.grad!);
        step.ParameterGradients[1].ShouldBeClose(temperature.grad!);
        weights.requires_grad = temperature.requires_grad = false;
    }

    [Fact]
    public void Fit_LearnableImages_LearnsTheClasses()
    {
        using LabelledImages data = SyntheticImages.Create(300), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithSeed(1)
            .WithOptimizer(new AdamOptions { LearningRate = 0.03 })
            .AddChannelGoodnessConvolution(8, pool: 1).AddChannelGoodnessConvolution(12).Build();

        network.Fit(data, new TrainingOptions { Epochs = 20, BatchSize = 20 });

        SyntheticImages.Accuracy(network, unseen).Should().BeGreaterThan(0.9);
    }

    private static ChannelGoodnessObjective Create(int channels) =>
        new(new CrossEntropyLoss(labelSmoothing: 0.1), entropyWeight: 0.25, channels, LayerContexts.Create(1));
}
