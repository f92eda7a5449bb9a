using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Greedy;

/// <summary>
/// Seconds of <see cref="StudyRun"/>: everything from the embedding to the last step, ten steps a layer, or two where it has to be quick.
/// </summary>
internal static class GreedyPair
{
    private const double Tolerance = 1e-3;

    public static Pair Open(bool quick)
    {
        StudyRun run = new(steps: quick ? 2 : 10);
        double[] ours = [], other = [];
        return new Pair(
            _ => new Reading(
                Timing.Seconds(() => ours = [.. run.Fit().History.Select(step => step.Losses.Single(loss => loss is not null)!.Value)])),
            _ => new Reading(Timing.Seconds(() => other = [.. run.LearnPlainly().SelectMany(layer => layer).Select(step => step.Loss)])),
            run)
        {
            Unit = "s",
            Rounds = quick ? 2 : 3,
            FindFault = () => FindFault(ours, other),
        };
    }

    private static string? FindFault(double[] ours, double[] other)
    {
        double[] distances = [.. ours.Zip(other, (left, right) => Math.Abs(left - right) / Math.Abs(right))];
        return distances.All(distance => distance <= Tolerance)
            ? null
            : FormattableString.Invariant($"the losses differ by up to {100 * distances.Max():G2} %");
    }
}
