using System.Diagnostics;

namespace ForwardForward.Benchmarks.Measuring;

/// <summary>Measures both sides of a pair in turn, A B A B …, so that a machine that changes its pace changes it for both.</summary>
internal static class PairedRounds
{
    private const int MostRounds = 61;

    /// <summary>Long enough for the runtime to have compiled what is called often once more, and better.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static (IReadOnlyList<Reading> Ours, IReadOnlyList<Reading> Other) Run(Pair pair, bool quick)
    {
        var time = TimeSpan.FromSeconds(quick ? 4 : 40);
        int fewest = quick ? 3 : 5;
        long begin = Stopwatch.GetTimestamp();
        while (pair.Rounds is null && Stopwatch.GetElapsedTime(begin) < WarmUp)
        {
            pair.Ours(0);
            pair.Other(0);
        }
        List<Reading> ours = [], other = [];
        long start = Stopwatch.GetTimestamp();
        while (GoesOn())
        {
            int round = ours.Count;
            ours.Add(pair.Ours(round));
            other.Add(pair.Other(round));
        }
        return (ours, other);

        bool GoesOn() => pair.Rounds is { } rounds
            ? ours.Count < rounds
            : ours.Count < fewest || (ours.Count < MostRounds && Stopwatch.GetElapsedTime(start) < time);
    }
}
