using System.Text.Json.Nodes;
using ForwardForward.Experiments;
using ForwardForward.Samples.Verdicts;

namespace ForwardForward.Samples.Studies;

/// <summary>What a study gave.</summary>
public sealed class StudyResults
{
    internal StudyResults(IReadOnlyList<StudyOutcome> outcomes, bool isOfTheStudysDataset, IReadOnlyList<string> commits, double keptSeconds)
    {
        IsOfTheStudysDataset = isOfTheStudysDataset;
        Outcomes = outcomes;
        Commits = commits;
        KeptSeconds = keptSeconds;
    }

    /// <summary>The outcome of each configuration, in the order of the plan.</summary>
    public IReadOnlyList<StudyOutcome> Outcomes { get; }

    /// <summary>Whether what the study states is about the same images: else its levels are not for comparison.</summary>
    internal bool IsOfTheStudysDataset { get; }

    /// <summary>The commits of the code that measured: one, unless the study went on from measurements of another.</summary>
    internal IReadOnlyList<string> Commits { get; }

    /// <summary>How long those measurements took that are from earlier runs.</summary>
    internal double KeptSeconds { get; }

    /// <summary>Finds the outcome of a configuration.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The outcome, or null where the configuration was not measured: <c>--only</c> named others.</returns>
    public StudyOutcome? Find(string name) => Outcomes.FirstOrDefault(outcome => Is(outcome.Name, name));

    /// <summary>These results with one more metric, made of what was measured.</summary>
    /// <param name="metric">The metric, such as <c>relative_cost</c>.</param>
    /// <param name="values">From an outcome to one value a seed; null leaves that outcome without the metric.</param>
    /// <returns>The results.</returns>
    public StudyResults With(string metric, Func<StudyOutcome, IReadOnlyList<double>?> values)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(values);
        return new StudyResults([.. Outcomes.Select(outcome => values(outcome) is { } made ? outcome.With(metric, made) : outcome)], IsOfTheStudysDataset, Commits, KeptSeconds);
    }

    /// <summary>A metric of all configurations that have it.</summary>
    /// <param name="metric">The metric, such as <c>test_accuracy</c>.</param>
    /// <param name="claims">What the study states: a level of the same dataset goes into its row, and a difference is taken between its rows.</param>
    /// <returns>The rows, in the order of the plan.</returns>
    public IReadOnlyList<StudyRow> Rows(string metric, IReadOnlyList<StudyClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        StudyRow[] rows = [.. Outcomes.Where(outcome => outcome.Metrics.Contains(metric, StringComparer.Ordinal)).Select(outcome => outcome.Row(metric))];
        return
        [
            .. rows.Select(row =>
            {
                StudyClaim[] own = [.. claims.Where(claim => Is(claim.Metric, metric) && Is(claim.Row, row.Name))];
                string? against = own.Select(claim => claim.Against).FirstOrDefault(other => other is not null);
                StudyRow? baseline = rows.FirstOrDefault(other => Is(other.Name, against));
                StudyRow claimed = row with { Claimed = IsOfTheStudysDataset ? own.FirstOrDefault(claim => claim.Against is null)?.Value : null };
                return baseline is null ? claimed : claimed.ComparedWith(baseline);
            }),
        ];
    }

    /// <summary>Every metric of every configuration, metric by metric; a configuration's first row has its settings and its training time.</summary>
    /// <param name="claims">As for <see cref="Rows"/>.</param>
    /// <returns>The rows of the study's record.</returns>
    internal IReadOnlyList<StudyRow> AllRows(IReadOnlyList<StudyClaim> claims)
    {
        HashSet<string> told = new(StringComparer.Ordinal);
        string[] metrics = [.. Outcomes.SelectMany(outcome => outcome.Metrics).Distinct(StringComparer.Ordinal)];
        return [.. metrics.SelectMany(metric => Rows(metric, claims)).Select(row => told.Add(row.Name) ? WithSettings(row) : row)];
    }

    private StudyRow WithSettings(StudyRow row)
    {
        StudyOutcome outcome = Find(row.Name)!;
        return row with { Settings = (JsonObject)outcome.Settings.DeepClone(), Seconds = outcome.TrainingSeconds };
    }

    private static bool Is(string name, string? other) => string.Equals(name, other, StringComparison.Ordinal);
}
