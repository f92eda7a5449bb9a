using System.Collections.Immutable;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>How features are compared on the target.</summary>
/// <remarks>Immutable.</remarks>
public sealed class TransferOptions
{
    /// <summary>
    /// The seeds: each makes and trains networks of its own, and draws the target's labelled images anew. At least one, each once.
    /// </summary>
    /// <value>The default is 0, 1 and 2.</value>
    /// <exception cref="ArgumentException">There are no seeds, or a seed is there twice.</exception>
    public ImmutableArray<long> Seeds { get; init => field = RepetitionOptions.CheckSeeds(value, nameof(Seeds)); } = [0, 1, 2];

    /// <summary>
    /// How many labelled images of the target the probes get, each at least 1; null for all of its training part. At least one.
    /// </summary>
    /// <value>The default is 100, 1,000, 5,000 and all.</value>
    public ImmutableArray<int?> LabelBudgets
    {
        get;
        init
        {
            foreach (int? labels in Require.NotEmpty(value, nameof(LabelBudgets)))
                Require.AtLeast(1, labels ?? 1, nameof(LabelBudgets));
            field = value;
        }
    } = [100, 1_000, 5_000, null];

    /// <summary>
    /// How many times the images of a budget are drawn for a seed, every class by its share; the accuracy is the mean. At least 1.
    /// </summary>
    /// <value>The default is 5. All labels are drawn once.</value>
    public int Draws { get; init => field = Require.AtLeast(1, value, nameof(Draws)); } = 5;

    /// <summary>The probe's head. Of several strengths the target's validation part chooses, for every row by itself.</summary>
    /// <value>The default is <see cref="RidgeHead"/>.</value>
    public ProbeHead Head { get; init => field = Require.NotNull(value, nameof(Head)); } = new RidgeHead();

    /// <summary>Told what comes next, and once at the end. A run is one kind of features, with one seed.</summary>
    /// <value>The default is none.</value>
    public IProgress<RepetitionProgress>? Progress { get; init; }

    /// <summary>Stops the comparison, with an <see cref="OperationCanceledException"/>. What was measured is lost.</summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }
}
