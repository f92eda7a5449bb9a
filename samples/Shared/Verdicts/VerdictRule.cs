using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>
/// The rule by which a claim counts as reproduced, explained or not reproduced. <c>docs/verdicts.md</c> states it in words.
/// </summary>
public static class VerdictRule
{
    /// <summary>What one run may be off by: 1 percentage point.</summary>
    public const double Margin = 0.01;

    /// <summary>
    /// How far the quartiles of a cost's rounds may lie apart, relative to the median: a fifth. Beyond it the machine decides,
    /// not the method.
    /// </summary>
    public const double WidestSpread = 0.2;

    private const double Rounding = 1e-9;

    /// <summary>Judges a claim by what was measured.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="rows">All results. A cause whose rows are not among them is passed over.</param>
    /// <returns>The verdict, or null where the rows that the claim is about were not measured.</returns>
    public static Verdict? Judge(StudyClaim claim, IReadOnlyList<StudyRow> rows)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(rows);
        if (Find(rows, claim.Row, claim.Metric) is not { } row)
            return null;
        StudyRow? against = Find(rows, claim.Against ?? claim.Row, claim.Metric);
        if (against is null)
            return null;
        PairedDifference? difference = claim.Against is null ? null : new PairedDifference(row.Values, against.Values);
        double? spread = claim.Rows.Select(of => Find(rows, of.Name, of.Metric)).OfType<StudyRow>().Max(StudyText.Spread);
        Verdict verdict = spread > WidestSpread ? new Verdict(claim, row, difference, VerdictKind.TooNoisy, [])
            : difference is null ? JudgeLevel(claim, row, rows)
            : JudgeDifference(claim, row, difference, rows);
        return verdict with { Spread = spread };
    }

    private static Verdict JudgeLevel(StudyClaim claim, StudyRow row, IReadOnlyList<StudyRow> rows)
    {
        if (IsNear(row, claim.Value))
            return new Verdict(claim, row, null, VerdictKind.Reproduced, []);
        StudyCause[] causes = [.. claim.Causes.Where(
            cause => Find(rows, cause.With, cause.MetricWith ?? claim.Metric) is { } with && IsNear(with, claim.Value))];
        return new Verdict(claim, row, null, causes.Length == 0 ? VerdictKind.NotReproduced : VerdictKind.Explained, causes);
    }

    private static Verdict JudgeDifference(StudyClaim claim, StudyRow row, PairedDifference difference, IReadOnlyList<StudyRow> rows)
    {
        int sign = Math.Sign(claim.Value);
        if (IsShown(difference, -sign))
            return new Verdict(claim, row, difference, VerdictKind.Opposite, []);
        bool isShown = IsShown(difference, sign);
        double toExplain = isShown ? difference.Mean : claim.Value;
        StudyCause[] causes = [.. claim.Causes.Where(AccountsFor)];
        VerdictKind kind = causes.Length > 0 ? VerdictKind.Explained : isShown ? VerdictKind.Reproduced : VerdictKind.NotReproduced;
        return new Verdict(claim, row, difference, kind, causes);

        bool AccountsFor(StudyCause cause)
        {
            if (Find(rows, cause.With, cause.MetricWith ?? claim.Metric) is not { } with
                || Find(rows, cause.Without, cause.MetricWithout ?? claim.Metric) is not { } without)
                return false;
            PairedDifference effect = new(with.Values, without.Values);
            return IsShown(effect, sign) && effect.Mean * sign > toExplain * sign / 2;
        }
    }

    /// <summary>Whether a number lies within the margin of a mean, or within two standard deviations of its values.</summary>
    private static bool IsNear(StudyRow row, double value) =>
        Math.Abs(row.Mean - value) <= Math.Max(Margin, 2 * (row.StandardDeviation ?? 0)) + Rounding;

    /// <summary>
    /// Whether a difference has this sign for certain: its confidence interval leaves 0 out; of one seed, it is as large as the margin.
    /// </summary>
    private static bool IsShown(PairedDifference difference, int sign) => difference is { Low: { } low, High: { } high }
        ? (sign > 0 ? low > 0 : high < 0)
        : difference.Mean * sign >= Margin - Rounding;

    private static StudyRow? Find(IReadOnlyList<StudyRow> rows, string name, string metric) =>
        rows.FirstOrDefault(
            row => string.Equals(row.Name, name, StringComparison.Ordinal) && string.Equals(row.Metric, metric, StringComparison.Ordinal));
}
