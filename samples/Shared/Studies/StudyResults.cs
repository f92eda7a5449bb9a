using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>What a study gave.</summary>
public sealed class StudyResults
{
    internal StudyResults(
        IReadOnlyList<StudyOutcome> outcomes, bool isOfTheStudysDataset, IReadOnlyList<string> commits, double keptSeconds)
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
        return With([.. Outcomes.Select(outcome => values(outcome) is { } made ? outcome.With(metric, made) : outcome)]);
    }

    /// <summary>These results with one more metric, made of costs that were measured by rounds.</summary>
    /// <param name="metric">The metric, such as <c>relative_cost</c>.</param>
    /// <param name="values">From an outcome to its rounds; null leaves that outcome without the metric.</param>
    /// <returns>The results.</returns>
    public StudyResults WithRounds(string metric, Func<StudyOutcome, RoundValues?> values)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(values);
        return With([.. Outcomes.Select(outcome => values(outcome) is { } made ? outcome.With(metric, made) : outcome)]);
    }

    /// <summary>
    /// Every metric of every configuration, metric by metric; a configuration's first row has its settings and its training time.
    /// </summary>
    /// <param name="claims">
    /// What the study states: a level of the same dataset goes into its row, and a difference is taken between its rows.
    /// </param>
    /// <returns>The rows of the study's record.</returns>
    internal IReadOnlyList<StudyRow> AllRows(IReadOnlyList<StudyClaim> claims)
    {
        string[] metrics = [.. Outcomes.SelectMany(outcome => outcome.Metrics).Distinct(StringComparer.Ordinal)];
        string FirstOf(StudyOutcome outcome) => metrics.First(metric => outcome.Metrics.Contains(metric, StringComparer.Ordinal));
        return
        [
            .. metrics.SelectMany(metric => Rows(metric, claims, (outcome, claimed) =>
                Is(metric, FirstOf(outcome)) ? outcome.WholeRow(metric, claimed) : outcome.Row(metric, claimed))),
        ];
    }

    private StudyResults With(IReadOnlyList<StudyOutcome> outcomes) => new(outcomes, IsOfTheStudysDataset, Commits, KeptSeconds);

    private StudyRow[] Rows(string metric, IReadOnlyList<StudyClaim> claims, Func<StudyOutcome, double?, StudyRow> rowOf)
    {
        ArgumentNullException.ThrowIfNull(claims);
        StudyClaim[] ofMetric = [.. claims.Where(claim => Is(claim.Metric, metric))];
        StudyRow[] rows =
        [
            .. from outcome in Outcomes
               where outcome.Metrics.Contains(metric, StringComparer.Ordinal)
               select rowOf(outcome, IsOfTheStudysDataset ? LevelOf(outcome.Name) : null),
        ];
        return [.. rows.Select(row => BaselineOf(row.Name) is { } baseline ? row.CompareWith(baseline) : row)];

        double? LevelOf(string name) => ofMetric.FirstOrDefault(claim => Is(claim.Row, name) && claim.Against is null)?.Value;

        StudyRow? BaselineOf(string name)
        {
            string? against =
                ofMetric.Where(claim => Is(claim.Row, name)).Select(claim => claim.Against).FirstOrDefault(other => other is not null);
            return rows.FirstOrDefault(row => Is(row.Name, against));
        }
    }

    private static bool Is(string name, string? other) => string.Equals(name, other, StringComparison.Ordinal);
}
