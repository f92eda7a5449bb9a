using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Sources;

/// <summary>Where a dataset is looked for. No test here may reach the network: asking for a handler fails the test.</summary>
public sealed class DatasetSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallDataset _small = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LoadAsync_FolderGiven_ReadsAllFour(bool zip)
    {
        _small.WriteTo(_folder.FullPath, zip);

        using ImageDataset dataset = await LoadAsync(_folder.FullPath);

        (dataset.Name, dataset.Classes, dataset.Shape).Should().Be(("small", 3, new ImageShape(1, 20, 20)));
        dataset.Train.Labels.data<long>().ToArray().Should().Equal(0, 2, 1);
        dataset.Test.Labels.data<long>().ToArray().Should().Equal(2, 1);
        dataset.Test.Images.data<byte>()[255].Should().Be(255);
    }

    [Fact]
    public async Task LoadAsync_FolderLacksAFile_NamesItAndLooksNowhereElse()
    {
        _small.WriteTo(_folder.Below("given"), zip: true, except: "test-labels");
        _small.WriteTo(_folder.Below("data", "small"), zip: true);

        Func<Task> act = () => LoadAsync(_folder.Below("given"), data: _folder.Below("data"));

        (await act.Should().ThrowAsync<FileNotFoundException>()).WithMessage("The folder given*lacks test-labels.*four files*");
    }

    [Fact]
    public async Task LoadAsync_FolderAboveTheRightOneGiven_SaysWhichToGive()
    {
        _small.WriteTo(_folder.Below("small"), zip: true);

        Func<Task> act = () => LoadAsync(_folder.FullPath);

        (await act.Should().ThrowAsync<FileNotFoundException>()).WithMessage("*in its folder 'small': give that one*");
    }

    [Fact]
    public async Task LoadAsync_FolderDoesNotExist_Throws()
    {
        Func<Task> act = () => LoadAsync(_folder.Below("nowhere"));

        (await act.Should().ThrowAsync<DirectoryNotFoundException>()).WithMessage("*nowhere*does not exist*");
    }

    [Fact]
    public async Task LoadAsync_CacheThatCannotBeMade_SaysWhatElseThereIs()
    {
        string file = _folder.Below("file");
        await File.WriteAllTextAsync(file, "in the way");

        Func<Task> act = () => LoadAsync(folder: null, cache: file);

        (await act.Should().ThrowAsync<IOException>()).WithMessage("*cannot be made*FORWARDFORWARD_DATA*");
    }

    [Fact]
    public async Task LoadAsync_DataFolderAndCacheHaveIt_TakesTheDataFolder()
    {
        _small.WriteTo(_folder.Below("data", "small"), zip: false);
        WriteDamaged(_folder.Below("cache", "small"));

        using ImageDataset dataset = await LoadAsync(null, data: _folder.Below("data"), cache: _folder.Below("cache"));

        dataset.Train.Count.Should().Be(3);
    }

    [Fact]
    public async Task LoadAsync_DataFolderHasAnIncompleteOne_SaysSoInsteadOfDownloading()
    {
        _small.WriteTo(_folder.Below("data", "small"), zip: true, except: "train-images");

        Func<Task> act = () => LoadAsync(null, data: _folder.Below("data"));

        (await act.Should().ThrowAsync<FileNotFoundException>()).WithMessage("The folder below FORWARDFORWARD_DATA*lacks train-images.*");
    }

    [Fact]
    public async Task LoadAsync_DataFolderThatDoesNotExist_SaysSoInsteadOfDownloading()
    {
        _small.WriteTo(_folder.Below("cache", "small"), zip: true);

        Func<Task> act = () => LoadAsync(null, data: _folder.Below("nowhere"), cache: _folder.Below("cache"));

        (await act.Should().ThrowAsync<DirectoryNotFoundException>())
            .WithMessage("*FORWARDFORWARD_DATA names '*nowhere', which is no folder*four files of small in a folder 'small'*");
    }

    [Fact]
    public async Task LoadAsync_DataFolderIsTheDatasetsOwn_SaysWhichToName()
    {
        _small.WriteTo(_folder.Below("small"), zip: true);

        Func<Task> act = () => LoadAsync(null, data: _folder.Below("small"), cache: _folder.Below("cache"));

        (await act.Should().ThrowAsync<FileNotFoundException>())
            .WithMessage("*FORWARDFORWARD_DATA names '*small', which has train-images itself*Name the folder above*");
    }

    [Theory]
    [InlineData("train-images.idx3-ubyte")]
    [InlineData("train-images.idx3-ubyte.gz")]
    public async Task LoadAsync_NameWithAPointBeforeIdx_IsTakenToo(string name)
    {
        SmallDataset small = new();
        small.WriteTo(_folder.FullPath, zip: name.EndsWith(".gz", StringComparison.Ordinal));
        File.Move(
            Directory.GetFiles(_folder.FullPath).Single(path => path.Contains("train-images", StringComparison.Ordinal)),
            _folder.Below(name));
        DatasetFile images = small.Description.TrainImages with { Name = "train-images-idx3-ubyte" };

        using ImageDataset dataset = await LoadAsync(
            _folder.FullPath, description: small.Description with { TrainImages = images });

        dataset.Train.Count.Should().Be(3);
    }

    [Theory]
    [InlineData("train-images.zip")]
    [InlineData("Train_Images.gz")]
    [InlineData("train-images (1).gz")]
    public async Task LoadAsync_NameThatIsNearlyRight_IsNamed(string name)
    {
        _small.WriteTo(_folder.FullPath, zip: true);
        File.Move(_folder.Below("train-images.gz"), _folder.Below(name));

        Func<Task> act = () => LoadAsync(_folder.FullPath);

        (await act.Should().ThrowAsync<FileNotFoundException>())
            .WithMessage($"*lacks train-images.*Its '{name}' may be train-images: unpack it, or give it that name.");
    }

    [Fact]
    public async Task LoadAsync_DataFolderWithoutTheDataset_GoesOnToTheCache()
    {
        Directory.CreateDirectory(_folder.Below("data"));
        _small.WriteTo(_folder.Below("cache", "small"), zip: true);

        using ImageDataset dataset = await LoadAsync(null, data: _folder.Below("data"), cache: _folder.Below("cache"));

        dataset.Test.Count.Should().Be(2);
    }

    [Fact]
    public async Task LoadAsync_OnlyASystemFolderHasIt_TakesThat()
    {
        _small.WriteTo(_folder.Below("system"), zip: true);
        DatasetDescription description = _small.Description with { SystemFolders = [_folder.Below("absent"), _folder.Below("system")] };

        using ImageDataset dataset = await LoadAsync(null, cache: _folder.Below("cache"), description: description);

        dataset.Test.Count.Should().Be(2);
    }

    [Fact]
    public async Task LoadAsync_RightFormatButOtherContent_FailsTheChecksum()
    {
        WriteDamaged(_folder.FullPath);

        Func<Task> act = () => LoadAsync(_folder.FullPath);

        (await act.Should().ThrowAsync<InvalidDataException>())
            .WithMessage("*train-images* is not the original train-images*SHA-256*FromIdx*");
    }

    [Fact]
    public async Task LoadAsync_NoPlaceToDownloadTo_NamesBothWaysOut()
    {
        Func<Task> act = () => LoadAsync(null);

        (await act.Should().ThrowAsync<DirectoryNotFoundException>())
            .WithMessage("*FORWARDFORWARD_DATA*'small'*SmallAsync(new DatasetOptions { Folder = … })*");
    }

    [Fact]
    public async Task LoadAsync_CancelledBefore_ReadsNothing()
    {
        _small.WriteTo(_folder.FullPath, zip: true);

        Func<Task> act = () => LoadAsync(_folder.FullPath, cancellationToken: new CancellationToken(canceled: true));

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Catalog_BothDatasets_NameFourFilesWithDistinctChecksums()
    {
        DatasetFile[] files = [.. DatasetCatalog.Mnist.Files, .. DatasetCatalog.FashionMnist.Files];

        files.Select(file => file.Sha256).Should().OnlyHaveUniqueItems().And.OnlyContain(hash => hash.Length == 64);
        DatasetCatalog.Mnist.Mirrors.Concat(DatasetCatalog.FashionMnist.Mirrors)
            .Should().OnlyContain(mirror => mirror.AbsoluteUri.EndsWith('/'));
    }

    private void WriteDamaged(string folder)
    {
        _small.WriteTo(folder, zip: false);
        byte[] content = [.. _small.Contents["train-images"]];
        content[^1] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, "train-images"), content);
    }

    private Task<ImageDataset> LoadAsync(
        string? folder,
        string? data = null,
        string? cache = null,
        DatasetDescription? description = null,
        CancellationToken cancellationToken = default)
    {
        var source = new DatasetSource(
            new DatasetLocations(data, cache), () => throw new InvalidOperationException("This test may not download."), TimeSpan.Zero);
        return source.LoadAsync(
            description ?? _small.Description, new DatasetOptions { Folder = folder, Cancellation = cancellationToken });
    }
}
