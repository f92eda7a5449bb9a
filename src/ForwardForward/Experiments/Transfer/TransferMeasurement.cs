namespace ForwardForward.Experiments;

/// <summary>What one kind of features gave with one seed.</summary>
/// <param name="Recipe">The recipe; null for the raw pixels.</param>
/// <param name="Origin">What the features come from.</param>
/// <param name="Accuracies">The probe's test accuracy, one a budget.</param>
/// <param name="SourceAccuracy">The network's own accuracy on the source, or null.</param>
internal sealed record TransferMeasurement(string? Recipe, FeatureOrigin Origin, double[] Accuracies, double? SourceAccuracy)
{
    /// <param name="seeds">The measurements of each seed, of the same features in the same order.</param>
    /// <param name="labels">How many labels each budget is.</param>
    /// <returns>A row for each budget of each kind of features.</returns>
    public static IReadOnlyList<TransferRow> ToRows(IReadOnlyList<IReadOnlyList<TransferMeasurement>> seeds, int[] labels) =>
    [
        .. from features in Enumerable.Range(0, seeds[0].Count)
           from budget in Enumerable.Range(0, labels.Length)
           select ToRow([.. seeds.Select(seed => seed[features])], Untrained(seeds, seeds[0][features]), budget, labels[budget]),
    ];

    private static TransferRow ToRow(TransferMeasurement[] seeds, TransferMeasurement[]? untrained, int budget, int labels)
    {
        double[] accuracies = OfBudget(seeds, budget);
        double[] sources = [.. seeds.Select(seed => seed.SourceAccuracy).OfType<double>()];
        return new TransferRow(
            seeds[0].Recipe,
            seeds[0].Origin,
            labels,
            new SampleSummary(accuracies),
            sources.Length > 0 ? new SampleSummary(sources) : null,
            untrained is null ? null : new PairedDifference(accuracies, OfBudget(untrained, budget)));
    }

    /// <summary>The measurements of the same network before training; null for raw pixels and for the untrained network itself.</summary>
    private static TransferMeasurement[]? Untrained(
        IReadOnlyList<IReadOnlyList<TransferMeasurement>> seeds, TransferMeasurement features) =>
        features.Origin <= FeatureOrigin.Untrained
            ? null
            : [.. seeds.Select(seed => seed.First(other =>
                other.Origin == FeatureOrigin.Untrained && string.Equals(other.Recipe, features.Recipe, StringComparison.Ordinal)))];

    private static double[] OfBudget(TransferMeasurement[] seeds, int budget) => [.. seeds.Select(seed => seed.Accuracies[budget])];
}
