using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Evaluation;

public sealed class FFNetworkFeaturesTests
{
    [Fact]
    public void Features_NoOptions_AreAllActivationsUnderTheNeutralLabelSideBySide()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(4);

        Tensor features = network.ExtractFeatures(data.Images);

        Tensor first = network.Layers[0].Forward(network.Definition.LabelEmbedding.EmbedNeutral(data.Images, 3));
        features.ShouldBeClose(cat([first, network.Layers[1].Forward(first)], 1), 1e-5);
        features.requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Features_LastLayerUnderOneLabel_AreItsActivationsOfImagesThatShowIt()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(4);

        Tensor features = network.ExtractFeatures(data.Images, new FeatureOptions { Layers = ^1.., Label = ShownLabel.Of(2) });

        Tensor shown = new FirstPixelsOverlay().Embed(data.Images, Tensors.LabelsOf(2, 2, 2, 2), 3);
        features.ShouldBeClose(network.Layers[1].Forward(network.Layers[0].Forward(shown)), 1e-5);
    }

    [Fact]
    public void Features_LabelAbsent_AreTheActivationsOfTheImagesAsTheyAre()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(4);

        network.ExtractFeatures(data.Images, new FeatureOptions { Layers = ..1, Label = ShownLabel.Absent })
            .ShouldBeClose(network.Layers[0].Forward(data.Images), 1e-5);
    }

    [Fact]
    public void Features_MeanOfAllLabels_IsTheMeanOfOnePassALabel()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(4);

        Tensor[] each = [.. Enumerable.Range(0, 3)
            .Select(label => network.ExtractFeatures(data.Images, new FeatureOptions { Label = ShownLabel.Of(label) }))];

        network.ExtractFeatures(data.Images, new FeatureOptions { Label = ShownLabel.MeanOfAll })
            .ShouldBeClose(stack(each, 0).mean([0]), 1e-5);
    }

    [Fact]
    public void Features_MapsOnTwoGrids_AreTheMeansOfTheirSquares()
    {
        using FFNetwork network = new FFNetworkBuilder()
            .WithInput(SyntheticImages.Shape).WithClasses(3).AddConvolutionProjection(2, pool: 1).AddProjection(4).Build();
        using LabelledImages data = SyntheticImages.Create(3);

        Tensor features = network.ExtractFeatures(data.Images, new FeatureOptions { Grids = [1, 2] });

        Tensor map = network.Layers[0].Forward(data.Images);
        features.shape.Should().Equal(3, 2 + 8 + 4);
        features.narrow(1, 0, 2).ShouldBeClose(map.mean([2, 3]), 1e-5);
        features.narrow(1, 2, 8).ShouldBeClose(map.view(3, 2, 2, 3, 2, 3).mean([3, 5]).flatten(1), 1e-5);
        features.narrow(1, 10, 4).ShouldBeClose(network.Layers[1].Forward(map), 1e-5);
    }

    [Fact]
    public void Features_WhatTheNetworkDoesNotHave_IsRefused()
    {
        using FFNetwork network =
            new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).AddConvolutionProjection(2).Build();
        using LabelledImages data = SyntheticImages.Create(3);

        Refuse(new FeatureOptions { Layers = 1.. }, "*at least one of 1*");
        Refuse(new FeatureOptions { Grids = [1, 4] }, "*3×3*4×4*");
        Refuse(new FeatureOptions { Label = ShownLabel.Of(3) }, "*label 3*3 classes*");
        FluentActions.Invoking(() => new FeatureOptions { Grids = [0] }).Should().Throw<ArgumentOutOfRangeException>();

        void Refuse(FeatureOptions options, string message) =>
            FluentActions.Invoking(() => network.ExtractFeatures(data.Images, options))
                .Should().Throw<ArgumentException>().WithMessage(message);
    }
}
