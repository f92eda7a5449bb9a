using System.Collections.Immutable;

namespace ForwardForward.Experiments;

/// <summary>With which seeds a measurement is repeated.</summary>
/// <remarks>Immutable.</remarks>
public sealed class RepetitionOptions
{
    /// <summary>The seeds, at least one, each once. Two or more give a deviation.</summary>
    /// <value>The default is 0, 1 and 2.</value>
    /// <exception cref="ArgumentException">There are no seeds, or a seed is there twice.</exception>
    public ImmutableArray<long> Seeds { get; init => field = CheckSeeds(value, nameof(Seeds)); } = [0, 1, 2];

    /// <summary>Told before each run what comes next, and once at the end.</summary>
    /// <value>The default is none.</value>
    public IProgress<RepetitionProgress>? Progress { get; init; }

    /// <summary>
    /// Stops between two runs, with an <see cref="OperationCanceledException"/>, and within a run that heeds it. What was measured is lost.
    /// </summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }

    internal static ImmutableArray<long> CheckSeeds(ImmutableArray<long> seeds, string name)
    {
        if (seeds.IsDefaultOrEmpty)
            throw new ArgumentException($"{name} is empty: there is no seed to run with. Give at least one; a deviation takes two.", name);
        long[] repeated = [.. seeds.GroupBy(seed => seed).Where(same => same.Count() > 1).Select(same => same.Key)];
        return repeated.Length == 0
            ? seeds
            : throw new ArgumentException(
                FormattableString.Invariant($"{name} has {repeated[0]} twice. ")
                    + "That would measure the same again, and make the deviation look smaller than it is. Give each seed once.",
                name);
    }
}
