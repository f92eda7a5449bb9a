using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Samples.Cluster;
using ForwardForward.Tests.Training.Pipelines;

namespace ForwardForward.Tests.Samples.Cluster;

public sealed class PipelineTests
{
    private static readonly TrainingOptions Training = new() { Epochs = 3, BatchSize = 16 };

    [Theory]
    [InlineData("overlay")]
    [InlineData("projection")]
    [InlineData("convolution")]
    public async Task Run_OnTwoSilos_EndsWithTheBitsOfFit(string family)
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();

        using FFNetwork network = await RunAsync(cluster, OptionsOf(family, folder));

        PipelineNetworks.Bytes(network).Should().Equal(Fitted(family, Training));
    }

    [Fact]
    public async Task Run_SiloKilled_EndsWithTheSameBits()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        Task? killed = null;
        Told<PipelineProgress> told = new(progress =>
        {
            if (progress.Epoch == 2)
                (killed ??= cluster.KillAsync(1)).Wait();
        });
        PipelineOptions options = OptionsOf("overlay", folder) with { Progress = told };

        using FFNetwork network = await RunAsync(cluster, options);

        told.All.Should().Contain(progress => progress.Loss != null, "the second silo had a segment");
        PipelineNetworks.Bytes(network).Should().Equal(Fitted("overlay", Training));
    }

    [Fact]
    public async Task Run_ClientThatBeginsAgain_GoesOnFromTheLastEpoch()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        using CancellationTokenSource stop = new();
        PipelineOptions options = OptionsOf("projection", folder);
        Told<PipelineProgress> first = new(progress =>
        {
            if (progress.Epoch == 3)
                stop.Cancel();
        });
        Func<Task> interrupted = () => RunAsync(cluster, options with { Progress = first, Cancellation = stop.Token });
        await interrupted.Should().ThrowAsync<OperationCanceledException>();
        Told<PipelineProgress> second = new();

        using FFNetwork network = await RunAsync(cluster, options with { Progress = second });

        second.All.Should().OnlyContain(progress => progress.Epoch == 3);
        PipelineNetworks.Bytes(network).Should().Equal(Fitted("projection", Training));
    }

    [Fact]
    public async Task Run_RoundedTraffic_LearnsWithOtherLastDigits()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        PipelineOptions options = OptionsOf("projection", folder);

        using FFNetwork network = await RunAsync(cluster, options with { Traffic = Traffic.Rounded });

        PipelineNetworks.Bytes(network).Should().NotEqual(Fitted("projection", Training));
        network.MeasureAccuracy(cluster.Datasets.Open("small").Images.Train).Should().BeGreaterThan(0.4);
    }

    [Fact]
    public async Task Run_OtherImagesOnTheSilos_AreRefusedByTheirHash()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync(TwoSilos.OpenOthers);

        Func<Task> run = () => RunAsync(cluster, OptionsOf("overlay", folder));

        await run.Should().ThrowAsync<ClusterException>().WithMessage("The dataset 'small'*SHA-256*");
    }

    [Fact]
    public async Task Run_BatchTooLargeForAMessage_IsRefusedBeforeTheFirst()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        FFNetworkDefinition wide = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .AddProjection(600_000).AddProjection(3).Define();
        PipelineOptions options = OptionsOf("projection", folder) with
        {
            Configuration = new SweepConfiguration("wide", wide, Training with { BatchSize = 40 }, "small"),
        };

        Func<Task> run = () => RunAsync(cluster, options);

        await run.Should().ThrowAsync<ClusterException>().WithMessage("*40 rows of 600000 values*smaller batches*");
    }

    [Fact]
    public async Task Run_FolderOfAnotherRun_IsRefused()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        (await RunAsync(cluster, OptionsOf("projection", folder))).Dispose();

        Func<Task> other = () => RunAsync(cluster, OptionsOf("projection", folder) with { Seed = 9 });

        await other.Should().ThrowAsync<ClusterException>().WithMessage("*another run*");
    }

    [Fact]
    public async Task Run_NetworkThatNoPipelineTrains_IsRefusedByName()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        FFNetworkDefinition definition = SyntheticImages.Network().WithSoftmaxHead().Define();
        PipelineOptions options = OptionsOf("overlay", folder) with
        {
            Configuration = new SweepConfiguration("head", definition, Training, "small"),
        };

        Func<Task> run = () => RunAsync(cluster, options);

        await run.Should().ThrowAsync<ClusterException>().WithMessage("*softmax head*");
    }

    private static Task<FFNetwork> RunAsync(TwoSilos cluster, PipelineOptions options) =>
        new Pipeline(cluster.Grains, cluster.Datasets).RunAsync(options);

    private static PipelineOptions OptionsOf(string family, TemporaryFolder folder) => new()
    {
        Configuration = new SweepConfiguration(family, PipelineNetworks.Define(family), Training, "small"),
        Seed = 5,
        Folder = folder.Combine("run"),
    };

    private static byte[] Fitted(string family, TrainingOptions training)
    {
        using ImageDataset images = TwoSilos.Open("small");
        return PipelineNetworks.Fit(PipelineNetworks.Define(family), images.Train, training);
    }
}
