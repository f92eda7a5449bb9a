using ForwardForward.Cuda;
using TorchSharp;

namespace ForwardForward.Tests.Cuda;

public class CudaNetworkBuilderExtensionsTests
{
    [Fact]
    public void UseCuda_HereAndNow_GivesTheDeviceOrSaysWhyNot()
    {
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(1, 4, 4).WithClasses(2).AddDense(3);
        CudaSupport support = CudaSupport.Detect();

        if (support.FindProblem(0) is { } problem)
        {
            builder.Invoking(b => b.UseCuda()).Should().Throw<CudaUnavailableException>().WithMessage(problem);
            return;
        }

        using FFNetwork network = builder.UseCuda().Build();
        network.Device.type.Should().Be(DeviceType.CUDA);
    }

    [Fact]
    public void UseCuda_BeyondEveryDevice_Throws() =>
        new FFNetworkBuilder().Invoking(b => b.UseCuda(int.MaxValue)).Should().Throw<CudaUnavailableException>();

    [Fact]
    public void UseCuda_NegativeIndex_Throws() =>
        new FFNetworkBuilder().Invoking(b => b.UseCuda(-1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("index");
}
