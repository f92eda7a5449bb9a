using static TorchSharp.torch;

namespace ForwardForward.Training;

/// <summary>Collects the loss of every layer, or of another part that learns, over an epoch without reading any, so that nothing waits for the device before the end.</summary>
internal sealed class EpochLosses(IReadOnlyList<string> parts)
{
    private readonly List<Tensor>[] _losses = [.. parts.Select(_ => new List<Tensor>())];

    /// <summary>Keeps a loss, which moves one dispose scope out.</summary>
    public void Add(int layer, Tensor loss) => _losses[layer].Add(loss.MoveToOuterDisposeScope());

    /// <summary>Each layer's mean loss, null where it did not learn.</summary>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    public double?[] Means(int epoch)
    {
        double?[] means = new double?[parts.Count];
        for (int layer = 0; layer < means.Length; layer++)
        {
            if (_losses[layer].Count == 0)
                continue;
            using Tensor stacked = stack(_losses[layer], 0);
            using Tensor onHost = stacked.to(float64).cpu();
            double[] values = onHost.data<double>().ToArray();
            int bad = Array.FindIndex(values, value => !double.IsFinite(value));
            if (bad >= 0)
                throw new TrainingDivergedException(parts[layer], epoch, bad + 1);
            means[layer] = values.Average();
        }
        return means;
    }
}
