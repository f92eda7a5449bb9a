using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Evaluation;

public sealed class LabelSensitivityTests
{
    [Fact]
    public void MeasureLabelSensitivity_TwoLayers_IsTheLabelsShareOfTheVariance()
    {
        using LabelledImages data = SyntheticImages.Create(1_100);
        using FFNetwork network = SyntheticImages.Network().Build();

        IReadOnlyList<double> sensitivity = network.MeasureLabelSensitivity(data.Images);

        sensitivity.Should().HaveCount(2);
        for (int layer = 0; layer < 2; layer++)
        {
            Tensor shown = stack([.. Enumerable.Range(0, 3).Select(label => network.ExtractFeatures(
                data.Images, new FeatureOptions { Layers = layer..(layer + 1), Label = ShownLabel.Of(label) }))], 0);
            double within = shown.std(0, unbiased: false).square().mean([0]).sum([0]).ToDouble();
            double total = shown.flatten(0, 1).std(0, unbiased: false).square().sum([0]).ToDouble();
            sensitivity[layer].Should().BeApproximately(within / total, 1e-4).And.BeInRange(0.05, 0.95);
        }
    }

    [Fact]
    public void MeasureLabelSensitivity_OneImageShownThreeTimes_IsOne()
    {
        using LabelledImages data = SyntheticImages.Create(1);
        using FFNetwork network = SyntheticImages.Network().Build();

        network.MeasureLabelSensitivity(data.Images.repeat(3, 1, 1, 1)).Should().AllSatisfy(part => part.Should().BeApproximately(1, 1e-9));
    }

    [Fact]
    public void MeasureLabelSensitivity_PlainImages_IsZero()
    {
        using LabelledImages data = SyntheticImages.Create(3);
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).AddProjection(4).Build();

        network.MeasureLabelSensitivity(data.Images).Should().Equal(0);
    }
}
