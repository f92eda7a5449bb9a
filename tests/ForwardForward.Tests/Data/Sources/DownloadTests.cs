using System.Diagnostics;
using System.Net;
using ForwardForward.Data;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Data.Sources;

/// <summary>Downloads from real servers on this machine. Whatever happens, the cache never holds half a file.</summary>
public sealed partial class DownloadTests : IDisposable
{
    private static readonly string[] AllFour =
    [
        Path.Combine("small", "test-images.gz"), Path.Combine("small", "test-labels.gz"),
        Path.Combine("small", "train-images.gz"), Path.Combine("small", "train-labels.gz"),
    ];

    private readonly TemporaryFolder _cache = new();

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task LoadAsync_GoodMirror_FillsTheCacheAndReportsProgress()
    {
        var small = new SmallDataset();
        await using var server = Serving(small);
        var reports = new ProgressList();

        using ImageDataset dataset = await LoadAsync(small, [server.Address], reports);

        dataset.Train.Count.Should().Be(3);
        _cache.Files.Should().Equal(AllFour);
        int length = small.Zipped("/train-images.gz").Length;
        List<DownloadProgress> images = [.. reports.Items.Where(report => report.File is "train-images.gz")];
        images.Should().OnlyContain(report => report.BytesTotal == length);
        images.Select(report => report.BytesReceived).Should().BeInAscendingOrder();
        images[^1].BytesReceived.Should().Be(length);
    }

    [Fact]
    public async Task LoadAsync_SecondTime_AsksForNothing()
    {
        var small = new SmallDataset();
        await using var server = Serving(small);
        (await LoadAsync(small, [server.Address])).Dispose();
        int before = server.Requests.Count;

        (await LoadAsync(small, [server.Address])).Dispose();

        before.Should().Be(4);
        server.Requests.Should().HaveCount(before);
    }

    [Fact]
    public async Task LoadAsync_OneFileInTheCache_DownloadsTheOtherThree()
    {
        var small = new SmallDataset();
        Directory.CreateDirectory(_cache.Below("small"));
        await File.WriteAllBytesAsync(_cache.Below("small", "train-images"), small.Contents["train-images"]);
        await using var server = Serving(small);

        (await LoadAsync(small, [server.Address])).Dispose();

        server.Requests.Should().Equal("/train-labels.gz", "/test-images.gz", "/test-labels.gz");
    }

    [Fact]
    public async Task LoadAsync_FirstMirrorLacksTheFiles_TakesTheNext()
    {
        var small = new SmallDataset();
        await using var empty = new LoopbackServer(context => LoopbackServer.RefuseAsync(context, HttpStatusCode.NotFound));
        await using var good = Serving(small);

        (await LoadAsync(small, [empty.Address, good.Address])).Dispose();

        empty.Requests.Should().HaveCount(4);
        good.Requests.Should().HaveCount(4);
        _cache.Files.Should().Equal(AllFour);
    }

    [Fact]
    public async Task LoadAsync_FileLeftByAKilledProcess_IsRemoved()
    {
        var small = new SmallDataset();
        await using var server = Serving(small);
        Directory.CreateDirectory(_cache.Below("small"));
        string random = new('a', 32);
        await File.WriteAllTextAsync(_cache.Below("small", $"train-images.gz.{random}.part"), "half a file");
        await File.WriteAllTextAsync(_cache.Below("small", $"other.gz.{random}.part"), "another's");

        (await LoadAsync(small, [server.Address])).Dispose();

        _cache.Files.Should().BeEquivalentTo([.. AllFour, Path.Combine("small", $"other.gz.{random}.part")]);
    }

    [Fact]
    public async Task LoadAsync_SlowMirror_WaitsForEveryByte()
    {
        var small = new SmallDataset();
        await using var slow = new LoopbackServer(
            context => LoopbackServer.DribbleAsync(context, small.Zipped(context.Request.Url!.AbsolutePath)));

        (await LoadAsync(small, [slow.Address])).Dispose();

        _cache.Files.Should().Equal(AllFour);
    }

    [Fact]
    public async Task LoadAsync_MirrorRedirects_Follows()
    {
        var small = new SmallDataset();
        await using var good = Serving(small);
        await using var moved = new LoopbackServer(context =>
        {
            context.Response.Redirect(new Uri(good.Address, context.Request.Url!.AbsolutePath).ToString());
            context.Response.Close();
            return Task.CompletedTask;
        });

        (await LoadAsync(small, [moved.Address])).Dispose();

        _cache.Files.Should().Equal(AllFour);
    }

    [Fact]
    public async Task LoadAsync_FourAtOnceIntoOneCache_AllGetTheRightFiles()
    {
        var small = new SmallDataset();
        await using var slow = new LoopbackServer(
            context => LoopbackServer.DribbleAsync(context, small.Zipped(context.Request.Url!.AbsolutePath)));

        ImageDataset[] loaded = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoadAsync(small, [slow.Address])));

        foreach (ImageDataset dataset in loaded)
            using (dataset)
                dataset.Train.Count.Should().Be(3);
        _cache.Files.Should().Equal(AllFour);
    }

    [Fact]
    public async Task LoadAsync_TwoProcessesAtOnceIntoOneCache_BothGetTheRightFiles()
    {
        var small = new SmallDataset();
        await using var slow = new LoopbackServer(
            context => LoopbackServer.DribbleAsync(context, small.Zipped(context.Request.Url!.AbsolutePath)));
        using TemporaryFolder temporary = new();

        Process[] children = [.. Enumerable.Range(0, 2)
            .Select(_ => ChildProcess.Start(temporary.FullPath, "download", slow.Address.ToString(), _cache.FullPath))];

        foreach (Process child in children)
        {
            using (child)
            {
                string error = await child.StandardError.ReadToEndAsync();
                await child.WaitForExitAsync();
                child.ExitCode.Should().Be(0, error);
            }
        }
        _cache.Files.Should().Equal(AllFour);
    }

    private static LoopbackServer Serving(SmallDataset small) =>
        new(context => LoopbackServer.SendAsync(context, small.Zipped(context.Request.Url!.AbsolutePath)));

    private static LoopbackServer Cutting(SmallDataset small) =>
        new(context => LoopbackServer.CutAsync(context, small.Zipped(context.Request.Url!.AbsolutePath)));

    private Task<ImageDataset> LoadAsync(
        SmallDataset small, Uri[] mirrors, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var source = new DatasetSource(
            new DatasetLocations(DataFolder: null, _cache.FullPath), () => new SocketsHttpHandler(), TimeSpan.FromMilliseconds(1));
        return source.LoadAsync(
            small.Description with { Mirrors = mirrors }, new DatasetOptions { Progress = progress, Cancellation = cancellationToken });
    }

    private sealed class ProgressList : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Items { get; } = [];

        public void Report(DownloadProgress value) => Items.Add(value);
    }
}
