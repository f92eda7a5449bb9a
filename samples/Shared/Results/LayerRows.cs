using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>What each layer by itself gives, as rows.</summary>
public static class LayerRows
{
    /// <summary>Makes three rows a layer: its accuracy, and its mean goodness under true and under wrong labels.</summary>
    /// <param name="results">The evaluation of each seed, at least one, of networks of the same number of layers.</param>
    /// <returns>The rows, from the first layer on.</returns>
    public static IReadOnlyList<StudyRow> Create(IReadOnlyList<EvaluationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        List<StudyRow> rows = [];
        for (int layer = 0; layer < results[0].PerLayer.Count; layer++)
        {
            string name = $"layer {layer + 1}";
            rows.Add(new StudyRow(name, "test_accuracy", [.. results.Select(result => result.PerLayer[layer])]));
            rows.Add(new StudyRow(name, "goodness_true_label", [.. results.Select(result => result.Goodness[layer].PositiveMean)]));
            rows.Add(new StudyRow(name, "goodness_wrong_labels", [.. results.Select(result => result.Goodness[layer].NegativeMean)]));
        }
        return rows;
    }
}
