using System.IO.Compression;
using ForwardForward.Data;
using ForwardForward.Samples;
using ForwardForward.Tests.Data.Folders;

namespace ForwardForward.Tests.Samples;

public sealed class DatasetOpenerTests : IDisposable
{
    private static readonly SampleDefaults Defaults = new()
    {
        Study = "trial",
        Description = "Opens datasets.",
        Dataset = DatasetChoice.Synthetic,
        Datasets = Enum.GetValues<DatasetChoice>(),
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenDatasetAsync_Photographs_AreReadFromTheirFolderOrArchive(bool archived)
    {
        string photographs = _folder.Combine("cifar10-jpeg"), written = archived ? _folder.Combine("written") : photographs;
        foreach (string file in new[] { "train/cat/0", "train/cat/1", "train/dog/0", "train/dog/1", "test/cat/0", "test/dog/0" })
        {
            string path = Path.Combine(written, $"{file}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, ImageFiles.Png(32, 32, components: 3, (row, column, _) => row + column));
        }
        if (archived)
        {
            Directory.CreateDirectory(photographs);
            ZipFile.CreateFromDirectory(written, Path.Combine(photographs, "cifar10-jpeg.zip"));
        }

        await RunAsync(async run =>
        {
            using ImageDataset dataset = await run.OpenDatasetAsync();
            (dataset.Train.Count, dataset.Test.Count, dataset.Shape).Should().Be((4, 2, new ImageShape(3, 32, 32)));
        }, "--dataset", "cifar10-jpeg", "--data", _folder.Path);
    }

    private async Task RunAsync(Func<SampleRun, Task> work, params string[] arguments) =>
        (await new SampleCommand(Defaults, _output, _error).RunAsync([.. arguments, "--out", _folder.Path], work))
            .Should().Be(0, _error.ToString());
}
