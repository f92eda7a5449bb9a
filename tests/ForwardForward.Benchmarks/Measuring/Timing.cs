using System.Diagnostics;

namespace ForwardForward.Benchmarks.Measuring;

/// <summary>A stopwatch for one piece of work.</summary>
internal static class Timing
{
    public static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static double Milliseconds(Action work) => 1_000 * Seconds(work);
}
