using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

public sealed class TorchNativeFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forwardforward-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Find_InTwoFolders_TakesTheFirst()
    {
        string first = Directory.CreateDirectory(Path.Combine(_folder, "first")).FullName;
        string second = Directory.CreateDirectory(Path.Combine(_folder, "second")).FullName;
        File.WriteAllText(Path.Combine(first, TorchNativeFiles.FileName("c10")), string.Empty);
        File.WriteAllText(Path.Combine(second, TorchNativeFiles.FileName("c10")), string.Empty);
        File.WriteAllText(Path.Combine(second, TorchNativeFiles.FileName("torch")), string.Empty);

        TorchNativeFiles files = new([Path.Combine(_folder, "missing"), first, second]);

        files.Find("c10").Should().Be(Path.Combine(first, TorchNativeFiles.FileName("c10")));
        files.Find("torch").Should().Be(Path.Combine(second, TorchNativeFiles.FileName("torch")));
        files.Find("torch_cpu").Should().BeNull();
    }

    [Fact]
    public void OfThisProcess_InATestProgram_FindsEveryNativeFile()
    {
        TorchNativeFiles files = TorchNativeFiles.OfThisProcess(string.Empty);

        foreach (string name in TorchNativeFiles.Libtorch.Append(TorchNativeFiles.Wrapper))
            files.Find(name).Should().NotBeNull("{0} must be among the program's files", name);
    }

    [Fact]
    public void OfThisProcess_InAPackageCache_LooksInThePackagesNativeFolder()
    {
        string package = Path.Combine(_folder, "torchsharp", "0.107.0");

        TorchNativeFiles files = TorchNativeFiles.OfThisProcess(Path.Combine(package, "lib", "net8.0", "TorchSharp.dll"));

        files.Directories.Should().Contain(Path.Combine(package, "runtimes", TorchNativeFiles.Platform, "native"));
    }
}
