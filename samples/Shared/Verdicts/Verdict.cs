using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>What became of a claim, by <see cref="VerdictRule"/>.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Row">The row that it is about.</param>
/// <param name="Difference">How far that row lies from the one that it is compared with; null for a level.</param>
/// <param name="Kind">The verdict.</param>
/// <param name="Causes">What accounts for the claim, each cause by itself; none unless it is explained.</param>
public sealed record Verdict(
    StudyClaim Claim, StudyRow Row, PairedDifference? Difference, VerdictKind Kind, IReadOnlyList<StudyCause> Causes)
{
    /// <summary>The widest spread of the rounds that it is judged by; null where nothing was measured by rounds.</summary>
    /// <value>The default is null.</value>
    public double? Spread { get; init; }
}
