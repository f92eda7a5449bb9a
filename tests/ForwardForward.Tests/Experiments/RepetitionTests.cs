using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Experiments.Transfer;

namespace ForwardForward.Tests.Experiments;

public sealed class RepetitionTests
{
    [Fact]
    public void Run_Seeds_GivesTheResultsInTheirOrder()
    {
        IReadOnlyList<string> results = Repetition.Run(seed => $"seed {seed}", new RepetitionOptions { Seeds = [3, 1, 2] });

        results.Should().Equal("seed 3", "seed 1", "seed 2");
    }

    [Fact]
    public void Run_NoOptions_TakesThreeSeeds() => Repetition.Run(seed => seed).Should().Equal(0, 1, 2);

    [Fact]
    public void Run_Progress_IsToldBeforeEachRunAndAtTheEnd()
    {
        List<string> events = [];
        RepetitionOptions options = new()
        {
            Seeds = [7, 8],
            Progress = new ProgressCallback<RepetitionProgress>(
                report => events.Add($"{report.Done} of {report.Count}, then {report.Seed}")),
        };

        Repetition.Run(
            seed =>
            {
                events.Add($"run {seed}");
                return seed;
            },
            options);

        events.Should().Equal("0 of 2, then 7", "run 7", "1 of 2, then 8", "run 8", "2 of 2, then ");
    }

    [Fact]
    public void Run_CancelledBetweenTwoRuns_RunsNoFurther()
    {
        using CancellationTokenSource cancellation = new();
        List<long> seen = [];

        Action repeat = () => Repetition.Run(
            seed =>
            {
                seen.Add(seed);
                if (seed == 2)
                    cancellation.Cancel();
                return seed;
            },
            new RepetitionOptions { Seeds = [1, 2, 3], Cancellation = cancellation.Token });

        repeat.Should().Throw<OperationCanceledException>();
        seen.Should().Equal(1, 2);
    }

    [Fact]
    public void Run_FineTuningOrContinualLearningCancelled_StopsWithinTheRun()
    {
        using ImageDataset source = TransferTasks.Source(), target = TransferTasks.Target();
        using CancellationTokenSource cancellation = new();
        RepetitionOptions options = new()
        {
            Cancellation = cancellation.Token,
            Progress = new ProgressCallback<RepetitionProgress>(_ => cancellation.Cancel()),
        };

        FluentActions.Invoking(() => FineTuning.Run(source, target, TransferTasks.Recipe(), options))
            .Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => ContinualLearning.Run([source, source], TransferTasks.Recipe(), options))
            .Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Seeds_None_AreRefusedByName()
    {
        Refuse(() => new RepetitionOptions { Seeds = [] }, "Seeds is empty: there is no seed to run with*");
        Refuse(() => new RepetitionOptions { Seeds = default }, "Seeds is empty*");
        Refuse(() => new TransferOptions { Seeds = [] }, "Seeds is empty*");
    }

    [Fact]
    public void Seeds_OneTwice_AreRefusedByName()
    {
        Refuse(() => new RepetitionOptions { Seeds = [1, 2, 1] }, "Seeds has 1 twice*");
        Refuse(() => new TransferOptions { Seeds = [0, 5, 5] }, "Seeds has 5 twice*");
    }

    private static void Refuse(Func<object> create, string message) =>
        create.Should().Throw<ArgumentException>().WithMessage(message).WithParameterName("Seeds");
}
