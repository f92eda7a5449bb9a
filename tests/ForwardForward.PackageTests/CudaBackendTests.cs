namespace ForwardForward.PackageTests;

/// <summary>
/// As soon as a project resolves a CUDA build of libtorch, that of the CPU is not copied over it; other platforms keep theirs.
/// </summary>
[Collection(PackedPackagesCollection.Name)]
public class CudaBackendTests(CudaOnLinuxConsumer linux, CudaOnWindowsConsumer windows)
    : IClassFixture<CudaOnLinuxConsumer>, IClassFixture<CudaOnWindowsConsumer>
{
    private const string Nothing = "Console.WriteLine();";
    private const string Portable = "-p:UseCurrentRuntimeIdentifier=false";
    private const string ForLinux = "-p:RuntimeIdentifier=linux-x64";
    private const string OfTheCpuOnLinux = "libtorch_global_deps.so"; // The CPU build has it, and the stubs have not.
    private const string OfTheCpuOnWindows = "libiomp5md.dll";
    private static readonly string[] StubsForLinux = ["libc10.so", "libtorch.so", "libtorch_cpu.so", "libtorch_cuda.so"];
    private static readonly string[] StubsForWindows = ["c10.dll", "torch.dll", "torch_cpu.dll", "torch_cuda.dll"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BuildOrPublish_ForOnePlatform_HasTheFilesOfCudaAlone(bool publish)
    {
        string output = publish ? await linux.PublishAsync(Nothing, ForLinux) : await linux.BuildAsync(Nothing, ForLinux);

        Stubs(output).Should().BeEquivalentTo(StubsForLinux);
        Files(output).Should().NotContain(OfTheCpuOnLinux);
        Manifest(output).Should().Contain("libtorch_cuda.so").And.NotContain(
            OfTheCpuOnLinux, "a program whose manifest names a file that is not there does not start");
    }

    [Fact]
    public async Task Build_ForEveryPlatform_ChangesThatOfCudaAlone()
    {
        string output = await linux.BuildAsync(Nothing, Portable);

        Stubs(Native(output, "linux-x64")).Should().BeEquivalentTo(StubsForLinux);
        Files(Native(output, "linux-x64")).Should().NotContain(OfTheCpuOnLinux);
        Manifest(output).Should().Contain("libtorch_cuda.so").And.NotContain(OfTheCpuOnLinux);
        Stubs(Native(output, "win-x64")).Should().BeEmpty();
        Files(Native(output, "win-x64")).Should().Contain("torch_cpu.dll").And.Contain(OfTheCpuOnWindows);
        Files(Native(output, "osx-arm64")).Should().Contain("libtorch_cpu.dylib");
    }

    [Fact]
    public async Task Build_WithoutTheGuard_MixesBoth()
    {
        string output = await linux.BuildAsync(Nothing, ForLinux, "-p:ForwardForwardPreferCudaBackend=false");

        Files(output).Should().Contain("libtorch_cuda.so").And.Contain(OfTheCpuOnLinux);
    }

    [Fact]
    public async Task Build_WithThePackageForWindows_LeavesLinuxToTheCpu()
    {
        string output = await windows.BuildAsync(Nothing, Portable);

        Stubs(Native(output, "win-x64")).Should().BeEquivalentTo(StubsForWindows);
        Files(Native(output, "win-x64")).Should().NotContain(OfTheCpuOnWindows);
        Stubs(Native(output, "linux-x64")).Should().BeEmpty();
        Files(Native(output, "linux-x64")).Should().Contain("libtorch_cpu.so").And.Contain(OfTheCpuOnLinux);
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

    private static string Native(string output, string platform) => Path.Combine(output, "runtimes", platform, "native");

    private static string Manifest(string output) => File.ReadAllText(Path.Combine(output, "Consumer.deps.json"));

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!);

    private static IEnumerable<string> Stubs(string folder) => Files(folder)
        .Where(
            file => new FileInfo(Path.Combine(folder, file)).Length == CudaConsumer.StubContent.Length
                && string.Equals(File.ReadAllText(Path.Combine(folder, file)), CudaConsumer.StubContent, StringComparison.Ordinal));
}
