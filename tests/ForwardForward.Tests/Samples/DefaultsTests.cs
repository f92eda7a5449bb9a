using ForwardForward.Experiments;

namespace ForwardForward.Tests.Samples;

public sealed class DefaultsTests
{
    [Fact]
    public async Task Run_OneEpochOnSyntheticDigits_EndsWithTheTestAccuracyAndLeavesItsResults()
    {
        using TemporaryFolder folder = new();

        SampleProcess run = await SampleProcess.RunAsync("Defaults", "--epochs", "1", "--out", folder.Path);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        run.Output.Should().MatchRegex(@"(?s)\ntest accuracy: \d{1,3}\.\d{2} %\r?\n$");
        Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName)
            .Should().BeEquivalentTo("quickstart-quick.json", "quickstart-quick.md", "quickstart-quick.png", "quickstart-quick.svg");
        var record = StudyRecord.Read(folder.Combine("quickstart-quick.json"));
        record.Rows[0].Metric.Should().Be("test_accuracy");
        record.Rows[0].Mean.Should().BeGreaterThan(0.7, "one epoch is little, but far from chance");
        run.Output.Should().EndWith(FormattableString.Invariant($"test accuracy: {100 * record.Rows[0].Mean:F2} %{Environment.NewLine}"));
    }

    [Fact]
    public async Task Run_UnknownDataset_FailsWithOneLineAndTheUsage()
    {
        SampleProcess run = await SampleProcess.RunAsync("Defaults", "--dataset", "cifar");

        run.ExitCode.Should().Be(1);
        run.Error.Trim().Should().Be("--dataset 'cifar' is unknown. Choose mnist, fashion-mnist, synthetic.");
        run.Output.Should().Contain("Usage:").And.NotContain("   at ");
    }

    [Fact]
    public async Task Run_FolderWithoutTheFiles_FailsWithoutAStackTrace()
    {
        using TemporaryFolder folder = new();

        SampleProcess run = await SampleProcess.RunAsync("Defaults", "--dataset", "mnist", "--data", folder.Path, "--out", folder.Path);

        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("error: ").And.Contain(folder.Path).And.NotContain("   at ");
    }
}
