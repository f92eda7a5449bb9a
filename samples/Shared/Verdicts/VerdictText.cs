using System.Globalization;
using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>Puts verdicts into the cells of a table.</summary>
public static class VerdictText
{
    /// <summary>The headings.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["result", "metric", "the study", "measured", "verdict"];

    /// <summary>The cells of a verdict, in the order of <see cref="Headings"/>.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>
    /// Such as <c>masked</c>, <c>test_accuracy</c>, <c>-63.53 points against wrong_label</c>, <c>-58.10 (95 %: -60.02 to -56.18)</c>,
    /// <c>reproduced</c>; with <c>(one seed)</c> behind it where there was one, and no rounds to judge by.
    /// </returns>
    public static IReadOnlyList<string> Cells(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        StudyRow row = verdict.Row;
        StudyClaim claim = verdict.Claim;
        return
        [
            row.Name,
            row.Metric,
            claim.Against is null
                ? row.Describe(claim.Value)
                : $"{Signed(StudyText.Number(row, claim.Value))}{StudyText.PointsOf(row)} against {claim.Against}",
            verdict.Difference is { } difference ? Signed(StudyText.Difference(row, difference)) : StudyText.Mean(row),
            Judgement(verdict) + (row.Count == 1 && verdict.Spread is null ? " (one seed)" : ""),
        ];
    }

    private static string Judgement(Verdict verdict) => verdict switch
    {
        { Kind: VerdictKind.Reproduced, Difference: { } shown } when Math.Abs(shown.Mean / verdict.Claim.Value) is < 0.5 or > 2 =>
            "reproduced in sign, not in size",
        { Kind: VerdictKind.Reproduced } => "reproduced",
        { Kind: VerdictKind.Explained } => $"explained by {string.Join("; by ", verdict.Causes.Select(cause => cause.Name))}",
        { Kind: VerdictKind.Opposite } => "opposite",
        { Kind: VerdictKind.TooNoisy, Spread: { } spread } => $"too noisy to judge: {StudyText.SpreadText(spread)}",
        _ => "not reproduced",
    };

    private static string Signed(string number) =>
        number.StartsWith('-') ? number : string.Create(CultureInfo.InvariantCulture, $"+{number}");
}
