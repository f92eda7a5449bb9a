using ForwardForward.Data;
using ForwardForward.Runtime;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Runtime;

/// <summary>What would wait for ever, or never end, is refused wherever a file is read.</summary>
public sealed class RegularFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxX64Fact]
    public void OpenToRead_WhatIsNoRegularFile_IsRefused()
    {
        foreach (string path in SpecialOnes())
            FluentActions.Invoking(() => RegularFile.OpenToRead(path).Dispose())
                .Should().Throw<InvalidDataException>().WithMessage($"{path} is a pipe, a device or a socket*");
    }

    [LinuxX64Fact]
    public void Readers_GivenWhatIsNoRegularFile_RefuseIt()
    {
        foreach (string path in SpecialOnes())
            foreach (Action<string> read in (Action<string>[])
                [
                    file => SafetensorsReader.Open(file).Dispose(),
                    file => FFNetwork.Load(file).Dispose(),
                    file => IdxReader.ReadImages(file).Dispose(),
                    file => IdxReader.ReadLabels(file, 10).Dispose(),
                    file => CifarReader.Read(file, 10).Dispose(),
                ])
                FluentActions.Invoking(() => read(path)).Should().Throw<InvalidDataException>().WithMessage("*no regular file*");
    }

    [Fact]
    public void OpenToRead_LinkToAFile_OpensIt()
    {
        File.WriteAllText(_folder.Below("file"), "content");
        File.CreateSymbolicLink(_folder.Below("link"), "file");

        using StreamReader reader = new(RegularFile.OpenToRead(_folder.Below("link")));

        reader.ReadToEnd().Should().Be("content");
    }

    private IEnumerable<string> SpecialOnes()
    {
        SpecialFiles.CreatePipe(_folder.Below("pipe"));
        File.CreateSymbolicLink(_folder.Below("zeros"), "/dev/zero");
        return [_folder.Below("pipe"), _folder.Below("zeros"), "/dev/zero"];
    }
}
