using ForwardForward.Cuda;

namespace ForwardForward.Tests.Cuda;

public class CudaSupportTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 3)]
    public void FindProblem_WithTheDevice_IsNull(int devices, int index) =>
        new CudaSupport(IsAvailable: true, devices, HasCudaBuild: true).FindProblem(index).Should().BeNull();

    [Fact]
    public void FindProblem_WithoutCudaBuild_NamesThePackageOfEachSystem() =>
        new CudaSupport(IsAvailable: false, DeviceCount: 0, HasCudaBuild: false).FindProblem(0)
            .Should().Contain("no CUDA build").And.Contain("TorchSharp-cuda-windows on Windows").And.Contain(
                "TorchSharp-cuda-linux on Linux");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FindProblem_WithoutDevice_PointsAtTheDriverAndNotAtThePackages(bool available) =>
        new CudaSupport(available, DeviceCount: 0, HasCudaBuild: true).FindProblem(0)
            .Should().Contain("no CUDA device").And.Contain("nvidia-smi").And.NotContain("package");

    [Theory]
    [InlineData(2, 2, "no CUDA device 2: this process sees 2", "at most 1")]
    [InlineData(1, 7, "no CUDA device 7: this process sees 1", "at most 0")]
    public void FindProblem_IndexBeyondTheDevices_TellsHowManyThereAre(int devices, int index, string cause, string remedy) =>
        new CudaSupport(IsAvailable: true, devices, HasCudaBuild: true).FindProblem(index)
            .Should().Contain(cause).And.Contain(remedy);
}
