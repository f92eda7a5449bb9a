using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Collects, for listeners, what the positives and the negatives of an epoch's batches score in each layer, on average.</summary>
/// <param name="layers">The number of layers.</param>
internal sealed class EpochGoodness(int layers)
{
    private readonly EpochScalars[] _positives = [.. Enumerable.Range(0, layers).Select(_ => new EpochScalars())];
    private readonly EpochScalars[] _negatives = [.. Enumerable.Range(0, layers).Select(_ => new EpochScalars())];

    /// <summary>Takes the goodness of a batch, positives first, <c>[rows]</c>. Its means move one dispose scope out.</summary>
    public void Add(int layer, Tensor goodness, long positives)
    {
        _positives[layer].Add(goodness.narrow(0, 0, positives).mean());
        _negatives[layer].Add(goodness.narrow(0, positives, goodness.shape[0] - positives).mean());
    }

    /// <summary>Reads what still waits, to be called before the scope of the epoch ends.</summary>
    public void Read()
    {
        for (int layer = 0; layer < layers; layer++)
            _ = MeansOf(layer);
    }

    /// <summary>The mean of both halves over the epoch; null for a layer that did not learn.</summary>
    public (double Positive, double Negative)? MeansOf(int layer) => _positives[layer].Values.Count == 0
        ? null
        : (_positives[layer].Values.Average(), _negatives[layer].Values.Average());
}
