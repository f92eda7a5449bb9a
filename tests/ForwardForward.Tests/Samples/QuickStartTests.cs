namespace ForwardForward.Tests.Samples;

public sealed class QuickStartTests
{
    private static readonly string Program = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "samples", "QuickStart", "Program.cs"));

    [Fact]
    public async Task Run_NoArguments_DrawsAndEndsWithTheTestAccuracy()
    {
        using TemporaryFolder folder = new();

        SampleProcess run = await SampleProcess.RunInAsync(folder.Path, "QuickStart");

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        run.Output.Should().MatchRegex(@"\ntest accuracy: 9\d\.\d{2} %\r?\n$");
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Should().Equal("quickstart.png");
    }

    [Fact]
    public void Program_Usings_NameTwoNamespacesOfOurs() =>
        Program.Split('\n').Where(line => line.StartsWith("using ForwardForward", StringComparison.Ordinal)).Select(line => line.Trim())
            .Should().Equal("using ForwardForward;", "using ForwardForward.Data;");

    [Fact]
    public void Program_Length_IsReadInAMinute() => Program.Split('\n').Length.Should().BeLessThan(50);
}
