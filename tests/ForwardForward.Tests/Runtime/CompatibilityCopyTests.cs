using System.Runtime.Versioning;
using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

[SupportedOSPlatform("linux")]
public sealed class CompatibilityCopyTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("forwardforward-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxX64Fact]
    public void Place_InANewFolder_WritesAFileThatOnlyTheUserCanReach()
    {
        string folder = Path.Combine(_folder, "cache", "native");

        string path = CompatibilityCopy.Place(folder, "copy.so", [1, 2, 3]);

        File.ReadAllBytes(path).Should().Equal(1, 2, 3);
        File.GetUnixFileMode(folder).Should().Be(OwnerOnly);
        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [LinuxX64Fact]
    public void Place_InAFolderOpenToOthers_ClosesIt()
    {
        File.SetUnixFileMode(_folder, OwnerOnly | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);

        CompatibilityCopy.Place(_folder, "copy.so", [1]);

        File.GetUnixFileMode(_folder).Should().Be(OwnerOnly);
    }

    [LinuxX64Fact]
    public void Place_WrongContent_IsReplaced()
    {
        string path = Path.Combine(_folder, "copy.so");
        File.WriteAllBytes(path, [1, 2, 4]);

        CompatibilityCopy.Place(_folder, "copy.so", [1, 2, 3]).Should().Be(path);

        File.ReadAllBytes(path).Should().Equal(1, 2, 3);
    }

    [LinuxX64Fact]
    public void Place_RightContent_IsNotWrittenAgain()
    {
        string path = CompatibilityCopy.Place(_folder, "copy.so", [1, 2, 3]);
        DateTime then = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, then);

        CompatibilityCopy.Place(_folder, "copy.so", [1, 2, 3]);

        File.GetLastWriteTimeUtc(path).Should().Be(then);
    }

    [LinuxX64Fact]
    public void Place_ByManyAtOnce_LeavesOneWholeFile()
    {
        byte[] content = new byte[1 << 20];
        new Random(1).NextBytes(content);

        Parallel.For(0, 16, _ => CompatibilityCopy.Place(_folder, "copy.so", content));

        Directory.GetFiles(_folder).Should().Equal(Path.Combine(_folder, "copy.so"));
        File.ReadAllBytes(Path.Combine(_folder, "copy.so")).AsSpan().SequenceEqual(content).Should().BeTrue();
    }

    [LinuxX64Fact]
    public void TryLoad_WithACache_LoadsTheCopyFromIt()
    {
        List<string> loaded = [];

        CompatibilityCopy.TryLoad(TorchSharpLibrary.FilePath, _folder, loaded.Add).Should().BeTrue();

        loaded.Should().ContainSingle().Which.Should().StartWith(_folder);
        new FileInfo(loaded[0]).Length.Should().Be(new FileInfo(TorchSharpLibrary.FilePath).Length);
    }

    [LinuxX64Fact]
    public void TryLoad_WhenTheCacheCannotBeWritten_LoadsFromATemporaryFolderAndRemovesIt()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "not a folder");

        foreach (string? cache in new[] { Path.Combine(file, "native"), "/proc/forwardforward/native", null })
        {
            List<string> loaded = [];

            CompatibilityCopy.TryLoad(TorchSharpLibrary.FilePath, cache, path =>
            {
                File.Exists(path).Should().BeTrue();
                loaded.Add(path);
            }).Should().BeTrue();

            loaded.Should().ContainSingle().Which.Should().StartWith(Path.GetTempPath());
            Directory.Exists(Path.GetDirectoryName(loaded[0])).Should().BeFalse();
        }
    }

    [LinuxX64Fact]
    public void TryLoad_WhenTheSystemRefusesTheCachedCopy_LoadsFromATemporaryFolder()
    {
        List<string> tried = [];

        CompatibilityCopy.TryLoad(TorchSharpLibrary.FilePath, _folder, path =>
        {
            tried.Add(path);
            if (tried.Count == 1)
                throw new DllNotFoundException("failed to map segment from shared object");
        }).Should().BeTrue();

        tried.Should().HaveCount(2);
        tried[1].Should().NotStartWith(_folder);
    }

    [LinuxX64Fact]
    public void TryLoad_AnUnknownLibrary_LoadsNothingAndWritesNothing()
    {
        string original = Path.Combine(_folder, "libLibTorchSharp.so");
        File.WriteAllText(original, "another build");
        string cache = Path.Combine(_folder, "cache");

        CompatibilityCopy.TryLoad(original, cache, _ => throw new InvalidOperationException("must not load")).Should().BeFalse();

        Directory.Exists(cache).Should().BeFalse();
    }

    [LinuxX64Fact]
    public void FolderIn_GivenTheUsersPlaces_PrefersTheCacheHome()
    {
        CompatibilityCopy.FolderIn("/cache", "/home/me").Should().Be("/cache/forwardforward/native");
        CompatibilityCopy.FolderIn("relative", "/home/me").Should().Be("/home/me/.cache/forwardforward/native");
        CompatibilityCopy.FolderIn(null, "/home/me").Should().Be("/home/me/.cache/forwardforward/native");
        CompatibilityCopy.FolderIn(null, string.Empty).Should().BeNull();
    }
}
