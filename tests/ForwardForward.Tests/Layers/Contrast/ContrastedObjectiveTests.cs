using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Tests.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Contrast;

public sealed class ContrastedObjectiveTests
{
    private const double Progress = 0.125; // Where the temperature is 0.5.

    private static readonly SupervisedContrastOptions Options = new() { Dimensions = 3, Grid = 2, Weight = 0.75 };

    [Fact]
    public void Of_NoOptions_IsTheObjectiveItself()
    {
        using ClassGroupObjective objective = new(GroupMeasure.Mean, new CrossEntropyLoss(), 2);

        ContrastedObjective.Of(objective, null, [6], 2, LayerContexts.Create(1)).Should().BeSameAs(objective);
    }

    [Fact]
    public void Score_Contrasted_IsTheObjectivesOwn()
    {
        Tensor activations = Random(1, 5, 6, 4, 4);
        using LocalObjective contrasted = Contrast(Means(), 2, 6, 4, 4), plain = Means();

        contrasted.Measure(activations).ShouldBeClose(plain.Measure(activations));
        contrasted.Score(plain.Measure(activations)).ShouldBeClose(plain.Score(plain.Measure(activations)));
    }

    // What the contrast adds, whatever it is added to, is the gradient of its own loss times its weight.
    [Theory]
    [InlineData("groups of maps")]
    [InlineData("groups of units")]
    [InlineData("projection of maps")]
    [InlineData("projection and similarity")]
    [InlineData("projection of a map as small as the grid")]
    public void Differentiate_EveryObjective_AddsTheContrastOfWhatIsHandedOn(string kind)
    {
        (int groups, long[] shape) = kind switch
        {
            "groups of maps" => (2, new long[] { 6, 4, 6 }),
            "groups of units" => (2, [6]),
            "projection of a map as small as the grid" => (1, [5, 2, 2]),
            _ => (1, [5, 6, 4]),
        };
        using LocalObjective plain = Create();
        using LocalObjective contrasted = Contrast(Create(), groups, shape);
        Tensor activations = Random(3, [8, .. shape]), labels = LabelsOf(0, 1, 1, 0, 1, 0, 0, 1);
        LearningContext context = new() { Labels = labels, Positives = 8, Progress = Progress };
        Tensor weights = contrasted.Parameters[^1].Value;

        ObjectiveStep both = ObjectiveStep.Differentiate(contrasted, activations, context),
            alone = ObjectiveStep.Differentiate(plain, activations, context);

        (both.Loss - alone.Loss).ShouldBeClose(Plain(activations).squeeze(), 1e-5);
        (both.Gradient - alone.Gradient).ShouldBeClose(Gradient(Plain, activations), 1e-5);
        weights.requires_grad = true;
        using (enable_grad())
            Plain(activations).sum([0]).backward();
        both.ParameterGradients[^1].ShouldBeClose(weights.grad!, 1e-5);
        both.ParameterGradients.Should().HaveCount(alone.ParameterGradients.Length + 1);
        weights.requires_grad = false;

        LocalObjective Create() => groups == 2 ? Means() : new ProjectionObjective(
            new ProjectionOptions { Grid = 2, SimilarityWeight = kind.Contains("similarity", StringComparison.Ordinal) ? 0.5 : 0 },
            shape, LayerContexts.Create(1));

        Tensor Plain(Tensor leaf)
        {
            Tensor grid = leaf.ndim == 4 ? nn.functional.adaptive_avg_pool2d(leaf, [2, 2]) : leaf;
            Tensor parts = grid.reshape(8, groups, -1), centred = parts - parts.mean([2], keepdim: true);
            Tensor standardised = centred / (centred.square().mean([2], keepdim: true) + 1e-5).sqrt();
            return SupervisedContrastTests.Plain(standardised.flatten(1).mm(weights), labels, 0.5).mul(0.75).reshape(1);
        }
    }

    [Fact]
    public void Fit_Contrasted_BringsImagesOfOneClassTogether()
    {
        using LabelledImages data = SyntheticImages.Create(300), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithSeed(1)
            .WithOptimizer(new AdamOptions { LearningRate = 0.01 })
            .AddMeanGoodnessStage(6, layers: 2, contrast: new SupervisedContrastOptions { Dimensions = 16 }).Build();

        TrainingResult result = network.Fit(data, new TrainingOptions { Epochs = 15, BatchSize = 20 });

        for (int layer = 0; layer < 2; layer++)
            result.History[^1].Losses[layer].Should().BeLessThan(result.History[0].Losses[layer]!.Value);
        SyntheticImages.Accuracy(network, unseen).Should().BeGreaterThan(0.9);
    }

    private static ClassGroupObjective Means() => new(GroupMeasure.Mean, new CrossEntropyLoss(), 2);

    private static LocalObjective Contrast(LocalObjective objective, int groups, params long[] shape) =>
        ContrastedObjective.Of(objective, Options, shape, groups, LayerContexts.Create(1));
}
