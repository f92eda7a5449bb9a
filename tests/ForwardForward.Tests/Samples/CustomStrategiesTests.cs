using ForwardForward.Experiments;

namespace ForwardForward.Tests.Samples;

public sealed class CustomStrategiesTests
{
    [Fact]
    public async Task Run_OneEpoch_MeasuresTheDefaultAndTheOwnStrategies()
    {
        using TemporaryFolder folder = new();

        SampleProcess run = await SampleProcess.RunAsync("CustomStrategies", "--epochs", "1", "--out", folder.Path);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        var record = StudyRecord.Read(folder.Combine("custom-strategies-quick.json"));
        record.Rows.Select(row => row.Name).Should().Equal("default", "own");
        record.Rows.Should().OnlyContain(row => row.Mean > 0.5, "both learn, and chance is 0.1");
    }
}
