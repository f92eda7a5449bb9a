using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>How often a layer's goodness fell into each of several equal intervals, under true and under wrong labels.</summary>
public sealed class GoodnessHistogram
{
    private const int Intervals = 40;

    private GoodnessHistogram(double lowest, double highest, IReadOnlyList<int> positive, IReadOnlyList<int> negative)
    {
        Lowest = lowest;
        Highest = highest;
        Positive = positive;
        Negative = negative;
    }

    /// <summary>Where the first interval begins: the smallest goodness met.</summary>
    public double Lowest { get; }

    /// <summary>Where the last interval ends: the largest goodness met, which it includes.</summary>
    public double Highest { get; }

    /// <summary>How many images had their goodness under the true label in each interval.</summary>
    public IReadOnlyList<int> Positive { get; }

    /// <summary>How many pairs of image and wrong label had theirs in each interval.</summary>
    public IReadOnlyList<int> Negative { get; }

    /// <param name="positive">Goodness under true labels, <c>[n]</c>, float64, on the CPU.</param>
    /// <param name="negative">Goodness under wrong labels, <c>[m]</c>.</param>
    internal static GoodnessHistogram Of(Tensor positive, Tensor negative)
    {
        double[] right = [.. positive.data<double>()], wrong = [.. negative.data<double>()];
        double lowest = Math.Min(right.Min(), wrong.Min()), highest = Math.Max(right.Max(), wrong.Max());
        return new GoodnessHistogram(lowest, highest, Count(right), Count(wrong));

        int[] Count(double[] values)
        {
            int[] counts = new int[Intervals];
            double width = (highest - lowest) / Intervals;
            foreach (double value in values)
                counts[width > 0 ? Math.Min((int)((value - lowest) / width), Intervals - 1) : 0]++;
            return counts;
        }
    }
}
