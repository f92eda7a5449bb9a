using System.Text.Json.Nodes;

namespace ForwardForward.Samples;

/// <summary>A cost that was measured by rounds, in turn with the costs that it is compared with; some rounds for each seed.</summary>
/// <remarks>A machine that changes its pace changes it for all of a round. What is compared is compared round by round.</remarks>
/// <param name="ofSeeds">The value of each round of each seed, above 0; as many of every seed.</param>
/// <param name="measured">When, in UTC.</param>
public sealed class RoundValues(IReadOnlyList<IReadOnlyList<double>> ofSeeds, DateTime measured)
{
    private readonly double[] _sorted = [.. ofSeeds.SelectMany(rounds => rounds).Order()];

    /// <summary>The value of each round of each seed.</summary>
    public IReadOnlyList<IReadOnlyList<double>> OfSeeds => ofSeeds;

    /// <summary>When it was measured, in UTC.</summary>
    public DateTime Measured => measured;

    /// <summary>The median of each seed's rounds.</summary>
    public IReadOnlyList<double> Medians => [.. ofSeeds.Select(rounds => Quantile([.. rounds.Order()], 0.5))];

    /// <summary>The median of all rounds.</summary>
    public double Median => Quantile(_sorted, 0.5);

    /// <summary>How far the quartiles of all rounds lie apart, relative to the median: 0.1 is a tenth.</summary>
    public double Spread => (Quantile(_sorted, 0.75) - Quantile(_sorted, 0.25)) / Median;

    /// <summary>Every round times a number.</summary>
    /// <param name="factor">The number, above 0.</param>
    /// <returns>The products.</returns>
    public RoundValues Times(double factor) =>
        new([.. ofSeeds.Select(rounds => rounds.Select(value => factor * value).ToArray())], measured);

    /// <summary>Every round over the same round of another cost.</summary>
    /// <param name="other">A cost that was measured in the same rounds.</param>
    /// <returns>The ratios.</returns>
    public RoundValues Over(RoundValues other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            [.. ofSeeds.Zip(other.OfSeeds, (own, others) => own.Zip(others, (value, divisor) => value / divisor).ToArray())], measured);
    }

    /// <summary>What a record keeps: when, how many rounds, median, quartiles and spread.</summary>
    internal JsonObject Describe() => new()
    {
        ["measured"] = $"{measured:yyyy-MM-dd HH:mm} UTC",
        ["rounds"] = _sorted.Length,
        ["median"] = Median,
        ["lower_quartile"] = Quantile(_sorted, 0.25),
        ["upper_quartile"] = Quantile(_sorted, 0.75),
        ["spread"] = Spread,
    };

    /// <summary>Between two values, as far along as the fraction says.</summary>
    private static double Quantile(double[] sorted, double fraction)
    {
        double position = fraction * (sorted.Length - 1);
        int below = (int)position;
        return below + 1 == sorted.Length ? sorted[below] : double.Lerp(sorted[below], sorted[below + 1], position - below);
    }
}
