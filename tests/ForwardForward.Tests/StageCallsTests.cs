using System.Collections.Immutable;
using ForwardForward.Data;

namespace ForwardForward.Tests;

/// <summary>Stages are layers one after the other, with the shortcuts that their numbers of channels allow.</summary>
public sealed class StageCallsTests
{
    [Fact]
    public void AddStage_AfterAStage_ConcatenatesWhereTheChannelsGrowAndAddsWithin()
    {
        ConvolutionLayerDefinition[] layers = Layers(builder => builder
            .AddStage(channels: 4, layers: 2, kernel: 5)
            .AddStage(channels: 8, layers: 3, stride: 2, normalisation: MapNormalisation.Channel)
            .AddStage(channels: 8, layers: 1, pool: 2, pooling: PoolingKind.Maximum)
            .AddStage(channels: 3, layers: 1));

        layers.Select(layer => layer.Shortcut).Should().Equal(
            Shortcut.None, Shortcut.Add, Shortcut.Concatenate, Shortcut.Add, Shortcut.Add, Shortcut.Add, Shortcut.None);
        layers.Select(layer => layer.Stride).Should().Equal(1, 1, 2, 1, 1, 1, 1);
        layers.Select(layer => layer.Pool).Should().Equal(1, 1, 1, 1, 1, 2, 1);
        layers.Select(layer => layer.Kernel).Should().Equal(5, 5, 3, 3, 3, 3, 3);
        layers[2].Normalisation.Should().Be(layers[4].Normalisation).And.Be(MapNormalisation.Channel);
        layers[5].Pooling.Should().Be(PoolingKind.Maximum);
    }

    [Fact]
    public void AddStage_WithoutShortcuts_HasNone() =>
        Layers(builder => builder.AddStage(4, shortcuts: false)).Should().HaveCount(4).And.OnlyContain(
            layer => layer.Shortcut == Shortcut.None);

    [Fact]
    public void AddStage_OfEachFamily_HandsItsSettingOn()
    {
        ProjectionOptions projection = new() { Grid = 2 };
        ViewContrastOptions contrast = new() { Grid = 2 };
        CrossEntropyLoss loss = new(labelSmoothing: 0.1);

        Layers(builder => builder.AddStage(4, layers: 2, projection: projection)).Should().AllSatisfy(layer =>
            layer.Should().BeOfType<ConvolutionProjectionLayerDefinition>().Which.Projection.Should().BeSameAs(projection));
        Layers(builder => builder.AddMeanGoodnessStage(6, layers: 2, loss: loss)).Should().AllSatisfy(layer =>
            layer.Should().BeOfType<MeanGoodnessConvolutionLayerDefinition>().Which.Loss.Should().BeSameAs(loss));
        Layers(builder => builder.AddViewContrastStage(4, layers: 2, contrast: contrast)).Should().AllSatisfy(layer =>
            layer.Should().BeOfType<ViewContrastConvolutionLayerDefinition>().Which.Contrast.Should().BeSameAs(contrast));
    }

    [Fact]
    public void AddStage_NoLayer_IsRefused() =>
        FluentActions.Invoking(() => new FFNetworkBuilder().AddStage(4, layers: 0))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("layers");

    // A layer learns from what it is handed and hands on nothing but numbers: learning the second layer leaves the first as it is,
    // and the first learns the same whether a second stands above it or not.
    [Fact]
    public void Fit_StageAboveAStage_LeavesTheFirstAsItWouldLearnAlone()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork one = Builder().AddMeanGoodnessStage(6, layers: 1).Build(),
            several = Builder().AddMeanGoodnessStage(6, layers: 2).AddMeanGoodnessStage(12, layers: 2, stride: 2).Build();

        foreach (FFNetwork network in new[] { one, several })
            network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 20 });

        foreach ((NamedTensor alone, NamedTensor below) in one.Layers[0].Parameters.Zip(several.Layers[0].Parameters))
            Tensors.Values(below.Value).Should().Equal(Tensors.Values(alone.Value), alone.Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_Stages_LearnTheClassesAndEveryLayerDoes(bool isProjection)
    {
        using LabelledImages data = SyntheticImages.Create(300), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = (isProjection
            ? Builder().AddStage(6, layers: 2).AddStage(12, layers: 2, stride: 2)
            : Builder().AddMeanGoodnessStage(6, layers: 2).AddMeanGoodnessStage(12, layers: 2, stride: 2)).Build();

        network.Fit(data, new TrainingOptions { Epochs = 15, BatchSize = 20 });

        EvaluationResult evaluation = network.Evaluate(unseen);
        evaluation.Accuracy.Should().BeGreaterThan(0.9);
        evaluation.PerLayer.Should().HaveCount(4).And.OnlyContain(accuracy => accuracy > 0.8);
    }

    private static ConvolutionLayerDefinition[] Layers(Func<FFNetworkBuilder, FFNetworkBuilder> add)
    {
        ImmutableArray<LayerDefinition> layers = add(new FFNetworkBuilder().WithInput(1, 8, 8).WithClasses(2)
            .WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead)).Define().Layers;
        return [.. layers.Cast<ConvolutionLayerDefinition>()];
    }

    private static FFNetworkBuilder Builder() =>
        new FFNetworkBuilder()
            .WithInput(SyntheticImages.Shape).WithClasses(3).WithSeed(1).WithOptimizer(new AdamOptions { LearningRate = 0.01 });
}
