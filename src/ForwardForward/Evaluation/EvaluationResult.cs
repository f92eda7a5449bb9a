namespace ForwardForward;

/// <summary>How well a network does on labelled images.</summary>
/// <param name="Count">The number of images.</param>
/// <param name="Accuracy">The fraction of images whose best-scoring label is the true one, by the network's prediction; from 0 to 1.</param>
/// <param name="PerLayer">The accuracy of each layer's goodness by itself, from 0 to 1.</param>
/// <param name="Predictions">The class named for each image, in their order.</param>
/// <param name="Confusion">Images by true class (outer) and predicted class (inner).</param>
/// <param name="Goodness">Each layer's goodness under true and wrong labels.</param>
public sealed record EvaluationResult(
    int Count,
    double Accuracy,
    IReadOnlyList<double> PerLayer,
    IReadOnlyList<int> Predictions,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    IReadOnlyList<GoodnessStatistics> Goodness);
