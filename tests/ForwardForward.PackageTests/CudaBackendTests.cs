namespace ForwardForward.PackageTests;

/// <summary>As soon as a project resolves a CUDA build of libtorch, that of the CPU is not copied over it; other platforms keep theirs.</summary>
[Collection(PackedPackagesCollection.Name)]
public class CudaBackendTests(CudaOnLinuxConsumer linux, CudaOnWindowsConsumer windows) : IClassFixture<CudaOnLinuxConsumer>, IClassFixture<CudaOnWindowsConsumer>
{
    private const string Nothing = "Console.WriteLine();";
    private const string Portable = "-p:UseCurrentRuntimeIdentifier=false";
    private const string ForLinux = "-p:RuntimeIdentifier=linux-x64";

    [Fact]
    public async Task Build_ForOnePlatform_HasTheFilesOfCudaAlone()
    {
        string output = await linux.BuildAsync(Nothing, ForLinux);

        NativeFiles(output, "*.so*").Should().BeEquivalentTo("libc10.so", "libtorch.so", "libtorch_cpu.so", "libtorch_cuda.so", "libLibTorchSharp.so");
        Stubs(output, "*.so*").Should().BeEquivalentTo("libc10.so", "libtorch.so", "libtorch_cpu.so", "libtorch_cuda.so");
    }

    [Fact]
    public async Task Build_ForEveryPlatform_ChangesThatOfCudaAlone()
    {
        string platforms = Path.Combine(await linux.BuildAsync(Nothing, Portable), "runtimes");

        NativeFiles(Path.Combine(platforms, "linux-x64", "native")).Should().BeEquivalentTo("libc10.so", "libtorch.so", "libtorch_cpu.so", "libtorch_cuda.so", "libLibTorchSharp.so");
        NativeFiles(Path.Combine(platforms, "win-x64", "native")).Should().Contain("torch_cpu.dll");
        NativeFiles(Path.Combine(platforms, "osx-arm64", "native")).Should().Contain("libtorch_cpu.dylib");
        Stubs(Path.Combine(platforms, "win-x64", "native")).Should().BeEmpty();
    }

    [Fact]
    public async Task Build_WithoutTheGuard_MixesBoth()
    {
        string output = await linux.BuildAsync(Nothing, ForLinux, "-p:ForwardForwardPreferCudaBackend=false");

        NativeFiles(output, "*.so*").Should().Contain("libtorch_cuda.so").And.Contain("libtorch_global_deps.so", "the CPU build has it, and the stub has not");
    }

    [Fact]
    public async Task Build_WithThePackageForWindows_LeavesLinuxToTheCpu()
    {
        string platforms = Path.Combine(await windows.BuildAsync(Nothing, Portable), "runtimes");

        NativeFiles(Path.Combine(platforms, "win-x64", "native")).Should().BeEquivalentTo("c10.dll", "torch.dll", "torch_cpu.dll", "torch_cuda.dll", "LibTorchSharp.dll");
        NativeFiles(Path.Combine(platforms, "linux-x64", "native")).Should().Contain("libtorch_cpu.so");
        Stubs(Path.Combine(platforms, "linux-x64", "native")).Should().BeEmpty();
    }

    [UnixFact]
    public async Task UseCuda_WithoutCuda_SaysWhatIsMissing()
    {
        const string Program = """
            using ForwardForward;
            using ForwardForward.Cuda;

            try
            {
                new FFNetworkBuilder().UseCuda();
            }
            catch (CudaUnavailableException reason)
            {
                Console.WriteLine(reason.Message);
            }
            """;

        CommandResult run = (await windows.RunAsync(Program)).ShouldSucceed();

        run.Output.Should().Contain("no CUDA build of libtorch").And.Contain("TorchSharp-cuda-linux");
    }

    private static IEnumerable<string> NativeFiles(string folder, string pattern = "*") => Directory.EnumerateFiles(folder, pattern).Select(path => Path.GetFileName(path)!);

    private static IEnumerable<string> Stubs(string folder, string pattern = "*") => Directory.EnumerateFiles(folder, pattern)
        .Where(path => new FileInfo(path).Length < 100 && string.Equals(File.ReadAllText(path), CudaConsumer.StubContent, StringComparison.Ordinal))
        .Select(path => Path.GetFileName(path)!);
}
