using ForwardForward.Runtime;
using TorchSharp;

namespace ForwardForward.Tests.Runtime;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void EnsureLoaded_CalledByManyThreads_LeavesTorchReady()
    {
        Parallel.For(0, 8, _ => TorchRuntime.EnsureLoaded());

        using torch.Tensor ones = torch.ones(2, 3);
        using torch.Tensor sum = ones.sum([0, 1]);
        sum.item<float>().Should().Be(6);
    }

    [Fact]
    public void Describe_OnThisMachine_GivesSaneValues()
    {
        TorchRuntimeDescription description = TorchRuntime.Describe();

        Version.Parse(description.LibtorchVersion).Major.Should().BeGreaterThanOrEqualTo(2);
        Version.Parse(description.TorchSharpVersion).Should().BeGreaterThanOrEqualTo(new Version(0, 107, 0));
        description.Threads.Should().Be(torch.get_num_threads()).And.BePositive();
        description.Processors.Should().Be(Environment.ProcessorCount);
        description.ThreadsBecause.Should().NotBeEmpty();
        description.Waiting.Should().NotBeEmpty();
        description.InteropThreads.Should().BePositive();
        description.CpuCapability.Should().BeOneOf("AVX512", "AVX2", "NEON", "DEFAULT");
        description.CudaAvailable.Should().Be(torch.cuda.is_available());
        description.OperatingSystem.Should().NotBeNullOrWhiteSpace();
    }

    [LinuxX64Fact]
    public void Describe_OnLinux_TellsWhetherTheCopyIsInUse()
    {
        bool loadedFromMemory = File.ReadLines("/proc/self/maps")
            .Any(line => line.Contains("/memfd:libLibTorchSharp.so", StringComparison.Ordinal));

        TorchRuntime.Describe().UsesCompatibilityCopy.Should().Be(loadedFromMemory);
    }

    [Fact]
    public void ToString_WithCudaAndCopy_IsOneReadableLine()
    {
        TorchRuntimeDescription description = new()
        {
            LibtorchVersion = "2.10.0.0",
            TorchSharpVersion = "0.107.0",
            Threads = 2,
            Processors = 2,
            ThreadsBecause = "as many as the processors that this process may use",
            Waiting = "as OMP_WAIT_POLICY=PASSIVE says",
            InteropThreads = 1,
            CpuCapability = "AVX2",
            CudaDevices = 3,
            OperatingSystem = "Debian GNU/Linux 12 (bookworm), X64",
            UsesCompatibilityCopy = true,
        };

        description.ToString().Should().Be(
            "libtorch 2.10.0.0, TorchSharp 0.107.0, AVX2, 2 threads (as many as the processors that this process may use; "
            + "they wait as OMP_WAIT_POLICY=PASSIVE says; 1 interop), 3 CUDA device(s), Debian GNU/Linux 12 (bookworm), X64, libstdc++ "
            + "compatibility copy");
    }

    [Fact]
    public void ToString_OnZen5_SaysWhatToSet() =>
        new TorchRuntimeDescription { MayConvolveWrongly = true }.ToString()
            .Should().Contain("Zen 5").And.Contain("ONEDNN_MAX_CPU_ISA=AVX2");
}
