using System.Runtime.Versioning;
using ForwardForward.Runtime;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Runtime;

[SupportedOSPlatform("linux")]
public sealed class CompatibilityCopyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forwardforward-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxX64Fact]
    public void TryLoad_TheKnownLibrary_LoadsACopyFromMemoryThatNobodyCanChange()
    {
        List<string> loaded = [];

        CompatibilityCopy.TryLoad(TorchSharpLibrary.FilePath, path =>
        {
            loaded.Add(path);
            byte[] copy = File.ReadAllBytes(path), original = TorchSharpLibrary.Read();
            copy.Zip(original).Count(bytes => bytes.First != bytes.Second).Should().Be(1, "one version need is weak in the copy");
            copy.Should().HaveSameCount(original);
            FluentActions.Invoking(() => File.WriteAllText(path, "another library")).Should().Throw<UnauthorizedAccessException>();
        }).Should().BeTrue();

        loaded.Should().ContainSingle().Which.Should().StartWith("/proc/self/fd/");
    }

    [LinuxX64Fact]
    public void TryLoad_WhenTheSystemRefusesTheCopyInMemory_LoadsFromATemporaryFolderAndRemovesIt()
    {
        List<string> tried = [];

        CompatibilityCopy.TryLoad(TorchSharpLibrary.FilePath, path =>
        {
            tried.Add(path);
            if (tried.Count == 1)
                throw new DllNotFoundException("failed to map segment from shared object");
            File.Exists(path).Should().BeTrue();
        }).Should().BeTrue();

        tried.Should().HaveCount(2);
        tried[1].Should().StartWith(Path.GetTempPath());
        Directory.Exists(Path.GetDirectoryName(tried[1])).Should().BeFalse();
    }

    [LinuxX64Fact]
    public void TryLoad_WhenThereIsNoPlace_SaysWhereItWasTriedAndWhatToSet()
    {
        using ChildProcess child = new(ChildProgram.NoPlace, Path.Combine(_folder, "missing"));

        child.ReadToEnd().Should().ContainSingle()
            .Which.Should().StartWith("TorchRuntimeException").And.Contain("/proc/self/fd").And.Contain("no memory to execute")
            .And.Contain(Path.Combine(_folder, "missing")).And.Contain("TMPDIR");
    }

    [LinuxX64Fact]
    public void TryLoad_AnUnknownLibrary_LoadsNothing()
    {
        string original = Path.Combine(_folder, "libLibTorchSharp.so");
        File.WriteAllText(original, "another build");

        CompatibilityCopy.TryLoad(original, _ => throw new InvalidOperationException("must not load")).Should().BeFalse();
    }
}
