using ForwardForward.Data;
using ForwardForward.Experiments;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Convolution;

public sealed class ConvolutionPrecisionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forward_BFloat16_IsFloat32ToThreeDigits(bool isCwc)
    {
        using FFNetwork narrow = Build(ComputePrecision.BFloat16, isCwc), full = Build(ComputePrecision.Full, isCwc);
        using LabelledImages images = SyntheticImages.Create(20);

        using Tensor one = narrow.Layers[0].Forward(images.Images), other = full.Layers[0].Forward(images.Images);

        one.dtype.Should().Be(ScalarType.Float32);
        double distance = ((one - other).norm() / other.norm()).ToDouble();
        distance.Should().BeInRange(1e-6, 1e-2, "equal results would mean that nothing was rounded");
    }

    [Fact]
    public void Fit_BFloat16_NetworkAndTwinLearnInIt()
    {
        using LabelledImages images = SyntheticImages.Create(300), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = Build(ComputePrecision.BFloat16, isCwc: false);
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        TrainingOptions options = new() { Epochs = 15, BatchSize = 20 };

        network.Fit(images, options);
        twin.Fit(images, options);

        SyntheticImages.Accuracy(network, unseen).Should().BeGreaterThan(0.9);
        twin.Predict(unseen.Images).eq(unseen.Labels).to(float64).mean().ToDouble().Should().BeGreaterThan(0.9);
        network.Layers[0].Parameters[0].Value.dtype.Should().Be(ScalarType.Float32);
    }

    private static FFNetwork Build(ComputePrecision precision, bool isCwc)
    {
        FFNetworkBuilder builder =
            new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithSeed(1).WithPrecision(precision);
        return (isCwc ? builder.AddCwcBlock(6) : builder.AddConvolutionProjection(8)).Build();
    }
}
