namespace ForwardForward.Experiments;

/// <summary>Gathers what a comparison measures, seed by seed, and makes its rows.</summary>
internal sealed class TransferMeasurements(TransferOptions options, int total)
{
    private readonly List<(string? Recipe, FeatureOrigin Origin)> _order = [];
    private readonly Dictionary<(string? Recipe, FeatureOrigin Origin), List<(IReadOnlyList<double> Accuracies, double? SourceAccuracy)>> _seeds = [];
    private (string? Recipe, FeatureOrigin Origin) _current;
    private int _done;

    /// <summary>Says whose features come next.</summary>
    public void Begin(long seed, string? recipe, FeatureOrigin origin)
    {
        options.Progress?.Report(new TransferProgress(seed, recipe, origin, _done, total));
        _current = (recipe, origin);
        if (_seeds.TryAdd(_current, []))
            _order.Add(_current);
    }

    /// <summary>Takes what a seed gave.</summary>
    /// <param name="accuracies">One a budget.</param>
    /// <param name="sourceAccuracy">The network's own, or null.</param>
    public void Add(IReadOnlyList<double> accuracies, double? sourceAccuracy)
    {
        _seeds[_current].Add((accuracies, sourceAccuracy));
        _done++;
    }

    /// <param name="allLabels">How many labels a budget of all of them is.</param>
    public IReadOnlyList<TransferRow> ToRows(int allLabels) =>
    [
        .. from features in _order
           from budget in Enumerable.Range(0, options.LabelBudgets.Length)
           select Row(features, budget, options.LabelBudgets[budget] ?? allLabels),
    ];

    private TransferRow Row((string? Recipe, FeatureOrigin Origin) features, int budget, int labels)
    {
        double[] accuracies = Accuracies(features, budget);
        double[] sources = [.. _seeds[features].Select(seed => seed.SourceAccuracy).OfType<double>()];
        return new TransferRow(
            features.Recipe,
            features.Origin,
            labels,
            new SampleSummary(accuracies),
            sources.Length > 0 ? new SampleSummary(sources) : null,
            features.Origin > FeatureOrigin.Untrained ? new PairedDifference(accuracies, Accuracies(features with { Origin = FeatureOrigin.Untrained }, budget)) : null);
    }

    private double[] Accuracies((string? Recipe, FeatureOrigin Origin) features, int budget) => [.. _seeds[features].Select(seed => seed.Accuracies[budget])];
}
