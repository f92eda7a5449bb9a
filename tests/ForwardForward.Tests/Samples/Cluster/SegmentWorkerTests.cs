using ForwardForward.Experiments;
using ForwardForward.Samples.Cluster;
using ForwardForward.Tests.Training.Pipelines;

namespace ForwardForward.Tests.Samples.Cluster;

public sealed class SegmentWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Begin_NobodyFetches_LearnsNoFurtherThanItsCredits(int credits)
    {
        using Datasets datasets = new(TwoSilos.Open);
        using SegmentWorker worker = new(PlanOf(datasets, credits), datasets, _ => throw new InvalidOperationException());
        worker.Open();
        await WaitAsync(worker, status => !status.IsBusy);
        worker.Begin();

        // One batch for each credit, and one that waits for its place and is not counted yet.
        await WaitAsync(worker, status => status.BatchesDone == credits);
        for (int index = 0; index < 10; index++)
        {
            BatchMessage batch = await worker.FetchAsync(index).WaitAsync(Patience);
            batch.Index.Should().Be(index);
            worker.Look().BatchesDone.Should().BeLessThanOrEqualTo(index + 1 + credits);
        }
        await WaitAsync(worker, status => !status.IsBusy);

        worker.Look().Should().Match<SegmentStatus>(
            status => status.Failure == null && status.EpochsDone == 1 && status.Losses.Length == 1);
    }

    [Fact]
    public async Task Fetch_OutOfOrder_IsRefused()
    {
        using Datasets datasets = new(TwoSilos.Open);
        using SegmentWorker worker = new(PlanOf(datasets, 2), datasets, _ => throw new InvalidOperationException());
        worker.Open();
        await WaitAsync(worker, status => !status.IsBusy);
        worker.Begin();
        await worker.FetchAsync(0);

        await worker.Awaiting(one => one.FetchAsync(0)).Should().ThrowAsync<ClusterException>().WithMessage("Batch 0*in order.");
        await worker.Awaiting(one => one.FetchAsync(9)).Should().ThrowAsync<ClusterException>().WithMessage("Batch 9*");
    }

    [Fact]
    public async Task Open_OtherImages_KeepsTheReason()
    {
        using Datasets datasets = new(TwoSilos.Open);
        using SegmentWorker worker = new(
            PlanOf(datasets, 1) with { DataHash = "another" }, datasets, _ => throw new InvalidOperationException());
        worker.Open();

        await WaitAsync(worker, status => !status.IsBusy);

        worker.Look().Failure.Should().Contain("another").And.Contain("same files");
    }

    private static SegmentPlan PlanOf(Datasets datasets, int credits) => new()
    {
        Run = new Sweep(
            "pipeline",
            [new SweepConfiguration("one", PipelineNetworks.Define("projection"), new TrainingOptions { BatchSize = 4 }, "small")],
            [5]).ToJson(),
        DataHash = datasets.Open("small").Hash,
        Batches = 10,
        FirstLayer = 0,
        EndLayer = 1,
        Traffic = Traffic.Exact,
        Credits = credits,
        Before = null,
    };

    private static async Task WaitAsync(SegmentWorker worker, Func<SegmentStatus, bool> isDone)
    {
        using CancellationTokenSource timeout = new(Patience);
        while (!isDone(worker.Look()))
            await Task.Delay(5, timeout.Token);
    }
}
