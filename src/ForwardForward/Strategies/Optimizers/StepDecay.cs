using System.Globalization;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>That of <see cref="LearningRateDecay.Steps"/>.</summary>
internal sealed class StepDecay : LearningRateDecay
{
    public StepDecay(IReadOnlyList<double> at, double factor)
    {
        At = [.. Require.NotNull(at).Select(point => Require.ProperFraction(point, nameof(at)))];
        Factor = Require.ProperFraction(factor, nameof(factor));
        if (At.Count == 0 || At.Zip(At.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException(
                $"The points of a step decay must be one at least, each above the one before, and are [{Text(At)}]. Give it such as "
                    + "[0.5, 0.75].",
                nameof(at));
    }

    public IReadOnlyList<double> At { get; }

    public double Factor { get; }

    public override bool Equals(object? obj) => obj is StepDecay other && Factor.Equals(other.Factor) && At.SequenceEqual(other.At);

    public override int GetHashCode() => HashCode.Combine(Factor, At.Count, At[0]);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"times {Factor} at {Text(At)}");

    internal override double FactorAt(double progress, double warmUp) => Math.Pow(Factor, At.Count(point => point <= progress));

    private static string Text(IReadOnlyList<double> points) =>
        string.Join(", ", points.Select(point => point.ToString(CultureInfo.InvariantCulture)));
}
