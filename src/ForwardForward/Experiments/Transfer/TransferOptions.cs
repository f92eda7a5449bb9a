using System.Collections.Immutable;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>How features are compared on the target.</summary>
/// <remarks>Immutable.</remarks>
public sealed record TransferOptions
{
    /// <summary>The seeds: each makes and trains networks of its own, and draws the target's labelled images anew. At least one.</summary>
    /// <value>The default is 0, 1 and 2.</value>
    public ImmutableArray<long> Seeds { get; init => field = Require.NotEmpty(value, nameof(Seeds)); } = [0, 1, 2];

    /// <summary>How many labelled images of the target the probes get, each at least 1; null for all of its training part. At least one.</summary>
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

    /// <summary>How many times the images of a budget are drawn for a seed, every class by its share; the accuracy is the mean. At least 1.</summary>
    /// <value>The default is 5. All labels are drawn once.</value>
    public int Draws { get; init => field = Require.AtLeast(1, value, nameof(Draws)); } = 5;

    /// <summary>The probe's head. Of several strengths the target's validation part chooses, for every row by itself.</summary>
    /// <value>The default is <see cref="RidgeHead"/>.</value>
    public ProbeHead Head { get; init => field = Require.NotNull(value, nameof(Head)); } = new RidgeHead();

    /// <summary>Told what is done next.</summary>
    /// <value>The default is none.</value>
    public IProgress<TransferProgress>? Progress { get; init; }
}
