using System.Diagnostics;
using ForwardForward.Runtime;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;
using ForwardForward.Tests.Runtime;

namespace ForwardForward.Tests.Persistence;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_OverAFile_ReplacesItAndLeavesNothingElse()
    {
        string path = _folder.Below("network");
        File.WriteAllText(path, "old and longer");

        AtomicFile.Write(path, stream => stream.Write("new"u8));

        File.ReadAllText(path).Should().Be("new");
        _folder.Files.Should().Equal("network");
    }

    [Fact]
    public void Write_FailsHalfway_LeavesTheOldFileAndNothingElse()
    {
        string path = _folder.Below("network");
        File.WriteAllText(path, "old");

        FluentActions.Invoking(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("ne"u8);
            File.ReadAllText(path).Should().Be("old", "the new content has not come to its place yet");
            throw new IOException("The disk is full.");
        })).Should().Throw<IOException>().WithMessage("The disk is full.");

        File.ReadAllText(path).Should().Be("old");
        _folder.Files.Should().Equal("network");
    }

    [Fact]
    public void Write_PlaceTakenByAFolder_FailsAndLeavesNothing()
    {
        Directory.CreateDirectory(_folder.Below("network"));

        Exception failure = FluentActions.Invoking(() => AtomicFile.Write(_folder.Below("network"), stream => stream.WriteByte(1)))
            .Should().Throw<Exception>().Which;

        failure.Should().Match<Exception>(cause => cause is IOException || cause is UnauthorizedAccessException);
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void Write_NoFolder_SaysWhatToDo() =>
        FluentActions.Invoking(() => AtomicFile.Write(_folder.Below("none", "network"), _ => { }))
            .Should().Throw<DirectoryNotFoundException>().WithMessage("*none*Create it first*");

    [Fact]
    public void Write_BareName_GoesToTheCurrentFolder()
    {
        string name = $"{Guid.NewGuid():N}.test";
        try
        {
            AtomicFile.Write(name, stream => stream.WriteByte(1));

            File.Exists(Path.Combine(Environment.CurrentDirectory, name)).Should().BeTrue();
        }
        finally
        {
            File.Delete(name);
        }
    }

    [LinuxX64Fact]
    public void Write_OverAFile_KeepsItsPermissionsAndItsOwner()
    {
        string path = _folder.Below("network");
        File.WriteAllText(path, "old");
        Run("chmod", "602", path).Should().BeTrue();
        bool isGiven = Run("chown", "12345:23456", path); // Where this process may give files away.
        LinuxFileStatus before = LinuxFiles.Find(path)!.Value;

        AtomicFile.Write(path, stream => stream.Write("new"u8));

        LinuxFiles.Find(path).Should().Be(before);
        before.User.Should().Be(isGiven ? 12345u : before.User);
        File.ReadAllText(path).Should().Be("new");
    }

    [LinuxX64Fact]
    public void Write_ThroughALink_WritesWhatItLeadsTo()
    {
        Directory.CreateDirectory(_folder.Below("elsewhere"));
        File.WriteAllText(_folder.Below("elsewhere", "network"), "old");
        File.CreateSymbolicLink(_folder.Below("middle"), Path.Combine("elsewhere", "network"));
        File.CreateSymbolicLink(_folder.Below("link"), "middle");
        File.CreateSymbolicLink(_folder.Below("dangling"), Path.Combine("elsewhere", "other"));

        AtomicFile.Write(_folder.Below("link"), stream => stream.Write("new"u8));
        AtomicFile.Write(_folder.Below("dangling"), stream => stream.Write("newer"u8));

        File.ReadAllText(_folder.Below("elsewhere", "network")).Should().Be("new");
        File.ReadAllText(_folder.Below("elsewhere", "other")).Should().Be("newer");
        new FileInfo(_folder.Below("link")).LinkTarget.Should().Be("middle");
        Directory.GetFiles(_folder.Below("elsewhere")).Should().HaveCount(2);
    }

    [Fact]
    public void Write_OverAReadOnlyFile_IsRefused()
    {
        string path = _folder.Below("network");
        File.WriteAllText(path, "old");
        File.SetAttributes(path, FileAttributes.ReadOnly);

        FluentActions.Invoking(() => AtomicFile.Write(path, stream => stream.WriteByte(1)))
            .Should().Throw<UnauthorizedAccessException>().WithMessage("*network is read-only*");

        File.SetAttributes(path, FileAttributes.Normal);
        File.ReadAllText(path).Should().Be("old");
        _folder.Files.Should().Equal("network");
    }

    [LinuxX64Fact]
    public void Write_OverWhatIsNoRegularFile_IsRefused()
    {
        string pipe = _folder.Below("pipe"), link = _folder.Below("link");
        SpecialFiles.CreatePipe(pipe);
        File.CreateSymbolicLink(link, "/dev/null");

        foreach (string path in (string[])[pipe, link, "/dev/null"])
            FluentActions.Invoking(() => AtomicFile.Write(path, stream => stream.WriteByte(1)))
                .Should().Throw<IOException>().WithMessage("*a pipe, a device*");

        LinuxFiles.Find(pipe)!.Value.IsSpecial.Should().BeTrue();
        LinuxFiles.Find("/dev/null")!.Value.IsSpecial.Should().BeTrue();
    }

    [Fact]
    public void Write_FilesLeftByAKilledProcess_RemovesThoseOfTheSameNameAlone()
    {
        string random = new('a', 32);
        string[] others =
            [$"network.{random}.part.txt", $"network.{random[1..]}.part", $"networks.{random}.part", $"{random}.part", "network.part"];
        foreach (string name in (string[])[.. others, $"network.{random}.part"])
            File.WriteAllText(_folder.Below(name), "content");

        AtomicFile.Write(_folder.Below("network"), stream => stream.WriteByte(1));

        _folder.Files.Should().BeEquivalentTo([.. others, "network"]);
    }

    [Theory]
    [InlineData(217)] // With 38 bytes more a name as long as there can be.
    [InlineData(218)]
    [InlineData(255)]
    public void Write_LongName_IsWrittenAndWhatIsLeftOfItRemoved(int bytes)
    {
        string name = $"ä{new string('n', bytes - 2)}", left = _folder.Below($"{TemporaryFile.StemOf(name)}.{new string('a', 32)}.part");
        File.WriteAllText(left, "half a file");

        AtomicFile.Write(_folder.Below(name), stream => stream.WriteByte(1));
        AtomicFile.Write(_folder.Below(name), stream => stream.WriteByte(2));

        _folder.Files.Should().Equal(name);
        File.ReadAllBytes(_folder.Below(name)).Should().Equal(2);
    }

    [Fact]
    public void Write_WhileAnotherWritesTheSameFile_LeavesItsFileAlone()
    {
        string path = _folder.Below("network");

        AtomicFile.Write(path, outer =>
        {
            outer.Write("outer"u8);
            outer.Flush();
            AtomicFile.Write(path, inner => inner.Write("inner"u8));
            File.ReadAllText(path).Should().Be("inner");
        });

        File.ReadAllText(path).Should().Be("outer");
        _folder.Files.Should().Equal("network");
    }

    [LinuxX64Fact]
    public void TryFlushFolder_Folder_IsFlushedAndAMissingOneIsNot()
    {
        LinuxFiles.TryFlushFolder(_folder.FullPath).Should().BeTrue();
        LinuxFiles.TryFlushFolder(_folder.Below("none")).Should().BeFalse();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
