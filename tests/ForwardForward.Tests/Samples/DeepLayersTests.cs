using ForwardForward.Experiments;
using ForwardForward.Tests.Experiments.Records;

namespace ForwardForward.Tests.Samples;

public sealed class DeepLayersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_OneEpochOfSyntheticDigits_LeavesARecordOfEveryNetwork()
    {
        SampleProcess run = await SampleProcess.RunAsync(
            "DeepLayers", "--preset", "controlled", "--dataset", "synthetic", "--images", "300", "--epochs", "1", "--seeds", "1", "--out",
            _folder.Path);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        string record = _folder.Combine("deep-layers-controlled.json");
        RecordSchema.FindProblems(await File.ReadAllTextAsync(record)).Should().BeEmpty();
        StudyRecord.Read(record).Rows.DistinctBy(row => row.Name, StringComparer.Ordinal).Select(row => row.Name)
            .Should().Equal(
                "convolutional", "convolutional, backprop twin", "convolutional, backprop twin with an error for each layer", "dense");
        File.Exists(_folder.Combine("deep-layers-controlled.png")).Should().BeTrue();
    }

    [Fact]
    public async Task Run_PhotographsThatAreNotThere_SaysWhereToPutThem()
    {
        SampleProcess run = await SampleProcess.RunAsync(
            "DeepLayers", "--data", Directory.CreateDirectory(_folder.Combine("empty")).FullName, "--out", _folder.Path);

        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("error: ").And.Contain("train");
    }
}
