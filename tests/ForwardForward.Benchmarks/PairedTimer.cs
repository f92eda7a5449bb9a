using System.Diagnostics;

namespace ForwardForward.Benchmarks;

/// <summary>Times both sides of a pair in turn, A B A B …, so that a machine that changes its pace changes it for both.</summary>
internal static class PairedTimer
{
    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(40);

    public static PairResult Run(Pair pair, int samples)
    {
        int oursSteps = StepsPerSample(pair.Ours), otherSteps = StepsPerSample(pair.Other);
        double[] ours = new double[samples], other = new double[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            ours[sample] = Milliseconds(pair.Ours, oursSteps);
            other[sample] = Milliseconds(pair.Other, otherSteps);
        }
        Array.Sort(ours);
        Array.Sort(other);
        double oursMedian = Quantile(ours, 0.5), otherMedian = Quantile(other, 0.5);
        return new PairResult(pair.Id, pair.Target, oursMedian / otherMedian, oursMedian, otherMedian, Math.Max(Spread(ours), Spread(other)));
    }

    // The first calls warm up; then a sample takes about as long for every pair.
    private static int StepsPerSample(Action step)
    {
        Milliseconds(step, 5);
        return Math.Max(1, (int)(SampleTime.TotalMilliseconds / Milliseconds(step, 5)));
    }

    private static double Milliseconds(Action step, int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int index = 0; index < count; index++)
            step();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / count;
    }

    private static double Spread(double[] sorted) => (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / Quantile(sorted, 0.5);

    private static double Quantile(double[] sorted, double fraction) => sorted[(int)(fraction * (sorted.Length - 1))];
}
