namespace ForwardForward.Tests.Samples;

public sealed class PhotographsTests
{
    [Fact]
    public async Task Run_DrawnImages_SavesANetworkAndPicturesAndThenNamesAFile()
    {
        using TemporaryFolder folder = new();

        SampleProcess run = await SampleProcess.RunAsync("Photographs", "--recipe", "dense", "--epochs", "1", "--out", folder.Path);
        SampleProcess named = await SampleProcess.RunAsync(
            "Photographs", "classify", folder.Combine("network.safetensors"), folder.Combine("confusion.png"));

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        run.Output.Should().MatchRegex(@"(?s)layer 2 \(Dense 1000\) alone: .*\ntest accuracy: \d{1,3}\.\d{2} %\r?\n$");
        Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName)
            .Should().BeEquivalentTo("network.safetensors", "confusion.png", "mistakes.png");
        named.Error.Should().BeEmpty();
        named.ExitCode.Should().Be(0);
        named.Output.Should().MatchRegex(@"^.*confusion\.png: .+, \d{1,3} %\r?\n$");
    }

    [Fact]
    public async Task Run_NoFolder_FailsWithOneLine()
    {
        using TemporaryFolder folder = new();

        SampleProcess run = await SampleProcess.RunAsync("Photographs", "--data", folder.Combine("none"), "--out", folder.Path);

        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("error: ").And.Contain("none").And.NotContain("   at ");
    }
}
