using ForwardForward.Tests.Data.Sources;

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
}
