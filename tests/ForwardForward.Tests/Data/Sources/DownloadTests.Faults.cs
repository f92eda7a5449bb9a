using System.Net;

namespace ForwardForward.Tests.Data.Sources;

/// <content>Mirrors that fail, lie, cut or never end, and no network at all.</content>
public sealed partial class DownloadTests
{
    [Fact]
    public async Task LoadAsync_FailsOnceThenWorks_TriesAgain()
    {
        var small = new SmallDataset();
        int failures = 1;
        await using var server = new LoopbackServer(context => Interlocked.Decrement(ref failures) >= 0
            ? LoopbackServer.RefuseAsync(context, HttpStatusCode.ServiceUnavailable)
            : LoopbackServer.SendAsync(context, small.Zipped(context.Request.Url!.AbsolutePath)));

        (await LoadAsync(small, [server.Address])).Dispose();

        server.Requests.Should().HaveCount(5);
    }

    [Fact]
    public async Task LoadAsync_MirrorSendsOtherContent_NeverKeepsIt()
    {
        var small = new SmallDataset();
        byte[] other = IdxFiles.GZip(IdxFiles.Images(3, 2, 2));
        await using var wrong = new LoopbackServer(context => LoopbackServer.SendAsync(context, other));

        Func<Task> act = () => LoadAsync(small, [wrong.Address]);

        (await act.Should().ThrowAsync<HttpRequestException>()).WithMessage("*train-images.gz*not the original*");
        _cache.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task LoadAsync_MirrorSendsAPageInsteadOfAZip_NeverKeepsIt()
    {
        var small = new SmallDataset();
        await using var portal = new LoopbackServer(context => LoopbackServer.SendAsync(context, "<html>Please log in</html>"u8.ToArray()));

        Func<Task> act = () => LoadAsync(small, [portal.Address]);

        (await act.Should().ThrowAsync<HttpRequestException>()).WithMessage("*is not gzipped. It looks like a web page*");
        _cache.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LoadAsync_MirrorSendsWithoutEnd_IsStopped(bool declared)
    {
        var small = new SmallDataset();
        long sent = 0;
        await using var endless = new LoopbackServer(async context =>
        {
            if (declared)
                context.Response.ContentLength64 = 1L << 40;
            else
                context.Response.SendChunked = true;
            for (byte[] piece = new byte[1 << 16]; Interlocked.Add(ref sent, piece.Length) < 1L << 28;)
                await context.Response.OutputStream.WriteAsync(piece);
            context.Response.Close();
        });

        Func<Task> act = () => LoadAsync(small, [endless.Address]);

        (await act.Should().ThrowAsync<HttpRequestException>()).WithMessage("*more than * bytes came, which train-images.gz cannot have*");
        Interlocked.Read(ref sent).Should().BeLessThan(1L << 26, "three tries, and what the system buffers");
        _cache.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task LoadAsync_MirrorSendsAFileThatUnpacksWithoutEnd_NeverKeepsIt()
    {
        var small = new SmallDataset();
        byte[] bomb = IdxFiles.GZip(new byte[5_000_000]);
        await using var server = new LoopbackServer(context => LoopbackServer.SendAsync(context, bomb));

        Func<Task> act = () => LoadAsync(small, [server.Address]);

        (await act.Should().ThrowAsync<HttpRequestException>()).WithMessage("*unpacked it has more than 1216 bytes*");
        _cache.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task LoadAsync_ConnectionCutInTheMiddle_TakesTheNextMirrorAndLeavesNoHalfFile()
    {
        var small = new SmallDataset();
        await using var cut = Cutting(small);
        await using var good = Serving(small);

        (await LoadAsync(small, [cut.Address, good.Address])).Dispose();

        _cache.Files.Should().Equal(AllFour);
    }

    [Fact]
    public async Task LoadAsync_OnlyMirrorCutsEveryTime_ThrowsAndLeavesNothing()
    {
        var small = new SmallDataset();
        await using var cut = Cutting(small);

        Func<Task> act = () => LoadAsync(small, [cut.Address]);

        await act.Should().ThrowAsync<HttpRequestException>();
        cut.Requests.Should().HaveCount(3);
        _cache.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task LoadAsync_CancelledWhileTheServerHangs_StopsAndLeavesNothing()
    {
        var small = new SmallDataset();
        using var stop = new CancellationTokenSource();
        await using var hanging = new LoopbackServer(async context =>
        {
            context.Response.ContentLength64 = 1_000_000;
            await context.Response.OutputStream.WriteAsync(new byte[10]);
            await context.Response.OutputStream.FlushAsync();
            await stop.CancelAsync();
            await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            context.Response.Abort();
        });

        Func<Task> act = () => LoadAsync(small, [hanging.Address], cancellationToken: stop.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
        _cache.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task LoadAsync_NoNetwork_NamesTheFileTheFolderAndBothWaysOut()
    {
        var small = new SmallDataset();
        Uri nobody;
        await using (var closed = new LoopbackServer(context => LoopbackServer.RefuseAsync(context, HttpStatusCode.Gone)))
            nobody = closed.Address;

        Func<Task> act = () => LoadAsync(small, [nobody]);

        (await act.Should().ThrowAsync<HttpRequestException>()).WithMessage(
            $"train-images.gz of small could not be downloaded*'{_cache.Below("small")}'*FORWARDFORWARD_DATA*"
            + "ImageDatasets.SmallAsync(new DatasetOptions { Folder = … })*");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public async Task LoadAsync_MirrorSendsAWholeAnswerOfAShorterFile_NeverKeepsIt(int missing)
    {
        var small = new SmallDataset();
        await using var shorter = new LoopbackServer(
            context => LoopbackServer.SendAsync(context, small.Zipped(context.Request.Url!.AbsolutePath)[..^missing]));

        Func<Task> act = () => LoadAsync(small, [shorter.Address]);

        await act.Should().ThrowAsync<HttpRequestException>();
        _cache.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task LoadAsync_MirrorRedirectsInACircle_ThrowsAndLeavesNothing()
    {
        var small = new SmallDataset();
        await using var circle = new LoopbackServer(context =>
        {
            context.Response.Redirect(context.Request.Url!.ToString());
            context.Response.Close();
            return Task.CompletedTask;
        });

        Func<Task> act = () => LoadAsync(small, [circle.Address]);

        await act.Should().ThrowAsync<HttpRequestException>();
        _cache.Files.Should().BeEmpty();
    }
}
