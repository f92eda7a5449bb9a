using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Dense;

public sealed class ComputePrecisionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_BFloat16_FollowsFloat32ToAboutAPercentAndKeepsItsWeightsInFloat32(bool showsLabels)
    {
        using LabelledImages data = SyntheticImages.Create(90);
        using FFNetwork full = Train(ComputePrecision.Full), narrow = Train(ComputePrecision.BFloat16);

        foreach ((NamedTensor one, NamedTensor other) in full.Tensors.Zip(narrow.Tensors))
        {
            other.Value.dtype.Should().Be(ScalarType.Float32);
            double distance = (one.Value - other.Value).square().mean().sqrt().ToDouble(),
                size = one.Value.square().mean().sqrt().ToDouble();
            (distance / size).Should().BeInRange(1e-7, 0.03, $"{one.Name} is rounded on the way, and no more");
        }
        SyntheticImages.Accuracy(narrow, data).Should().BeApproximately(SyntheticImages.Accuracy(full, data), 0.05);

        FFNetwork Train(ComputePrecision precision)
        {
            FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithPrecision(precision);
            FFNetwork network = (showsLabels ? builder.AddDense(24).AddDense(16) : builder.AddProjection(24).AddProjection(16)).Build();
            network.Fit(data, new TrainingOptions { Epochs = 5, BatchSize = 30 });
            return network;
        }
    }

    [Fact]
    public void WithPrecision_NoSuchPrecision_IsRefused() =>
        FluentActions.Invoking(() => new FFNetworkBuilder().WithPrecision((ComputePrecision)7))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*BFloat16*");
}
