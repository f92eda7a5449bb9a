using ForwardForward.Data;
using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

public sealed class DatasetOpenerTests : IDisposable
{
    private static readonly SampleDefaults Defaults = new()
    {
        Study = "trial",
        Description = "Opens datasets.",
        Dataset = DatasetChoice.Synthetic,
        KeepsMeasurements = true,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData(500, 500, 500)]
    [InlineData(3_000, 3_000, 2_000)]
    [InlineData(null, 12_000, 2_000)]
    public async Task OpenDatasetAsync_Images_AreTheFirstOfBothParts(int? images, int train, int test)
    {
        await RunAsync(async run =>
        {
            using ImageDataset dataset = await run.OpenDatasetAsync(), other = await run.OpenOtherDatasetAsync();
            (dataset.Train.Count, dataset.Test.Count).Should().Be((train, test));
            (other.Train.Count, other.Test.Count).Should().Be((train, test));
        }, ["--dataset", "synthetic", .. images is { } count ? (string[])["--images", $"{count}"] : []]);
    }

    [Fact]
    public async Task OpenDatasetAsync_SyntheticWithAFolder_SaysThatTheFolderIsNotUsed()
    {
        await RunAsync(async run => (await run.OpenDatasetAsync()).Dispose(), "--data", _folder.Path);

        _output.ToString().Should().Contain("note: --data is not used");
    }

    [Fact]
    public async Task FindFolder_SubFolderOfTheDatasetsName_IsPreferred()
    {
        SampleOptions? options = null;
        await RunAsync(run =>
        {
            options = run.Options;
            return Task.CompletedTask;
        }, "--dataset", "fashion-mnist", "--data", _folder.Path);
        DatasetOpener.FindFolder(options!).Should().Be(_folder.Path);

        Directory.CreateDirectory(_folder.Combine("fashion-mnist"));
        DatasetOpener.FindFolder(options!).Should().Be(_folder.Combine("fashion-mnist"));
    }

    private async Task RunAsync(Func<SampleRun, Task> work, params string[] arguments) =>
        (await new SampleCommand(Defaults, _output, _error).RunAsync([.. arguments, "--out", _folder.Path], work))
            .Should().Be(0, _error.ToString());
}
