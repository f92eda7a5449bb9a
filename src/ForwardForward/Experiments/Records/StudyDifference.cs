using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>A row's difference to a baseline.</summary>
/// <param name="Against">The name of the baseline, such as <c>untrained</c>: that of its row where the record has one.</param>
/// <param name="Paired">The difference, seed by seed.</param>
public sealed record StudyDifference(string Against, PairedDifference Paired)
{
    /// <summary>The difference, seed by seed.</summary>
    public PairedDifference Paired { get; init => field = Require.NotNull(value, nameof(Paired)); } = Require.NotNull(Paired, nameof(Paired));
}
