using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments;

public sealed class RepetitionTests
{
    [Fact]
    public void Run_Seeds_GivesTheResultsInTheirOrder()
    {
        IReadOnlyList<string> results = Repetition.Run([3, 1, 2], (seed, _) => $"seed {seed}");

        results.Should().Equal("seed 3", "seed 1", "seed 2");
    }

    [Fact]
    public void Run_Progress_IsToldBeforeTheFirstRunAndAfterEach()
    {
        List<string> events = [];
        Progress progress = new(report => events.Add($"{report.Done} of {report.Count}"));

        Repetition.Run([7, 8], (seed, _) =>
        {
            events.Add($"run {seed}");
            return seed;
        }, progress);

        events.Should().Equal("0 of 2", "run 7", "1 of 2", "run 8", "2 of 2");
    }

    [Fact]
    public void Run_CancelledBetweenTwoRuns_RunsNoFurther()
    {
        using CancellationTokenSource cancellation = new();
        List<long> seen = [];

        Action repeat = () => Repetition.Run([1, 2, 3], (seed, _) =>
        {
            seen.Add(seed);
            if (seed == 2)
                cancellation.Cancel();
            return seed;
        }, cancellationToken: cancellation.Token);

        repeat.Should().Throw<OperationCanceledException>();
        seen.Should().Equal(1, 2);
    }

    [Fact]
    public void Run_Cancelled_TellsTheRun()
    {
        using CancellationTokenSource cancellation = new();

        Action repeat = () => Repetition.Run([1], (_, token) =>
        {
            cancellation.Cancel();
            token.ThrowIfCancellationRequested();
            return 0;
        }, cancellationToken: cancellation.Token);

        repeat.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Run_NoSeeds_IsRefused() =>
        FluentActions.Invoking(() => Repetition.Run([], (seed, _) => seed)).Should().Throw<ArgumentException>().WithMessage("There is no seed*");

    [Fact]
    public void Run_SeedTwice_IsRefusedBeforeTheFirstRun()
    {
        int runs = 0;

        FluentActions.Invoking(() => Repetition.Run([1, 2, 1], (_, _) => runs++)).Should().Throw<ArgumentException>().WithMessage("A seed stands there twice*");

        runs.Should().Be(0);
    }

    private sealed class Progress(Action<RepetitionProgress> report) : IProgress<RepetitionProgress>
    {
        public void Report(RepetitionProgress value) => report(value);
    }
}
