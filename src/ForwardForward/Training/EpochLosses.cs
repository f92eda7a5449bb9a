using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Collects the loss of every layer, or of another part that learns, over an epoch.</summary>
/// <param name="parts">What messages call the parts.</param>
/// <param name="epoch">The epoch, from 1.</param>
/// <param name="epochPutBack">The epoch that a run which ends here is put back to, from 1; null where it is not.</param>
internal sealed class EpochLosses(IReadOnlyList<string> parts, int epoch, int? epochPutBack = null)
{
    private readonly EpochScalars[] _losses = [.. parts.Select(_ => new EpochScalars())];

    /// <summary>Keeps a loss, which moves one dispose scope out.</summary>
    public void Add(int part, Tensor loss) => _losses[part].Add(loss);

    /// <summary>Each layer's mean loss, null where it did not learn.</summary>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    public double?[] Means()
    {
        IReadOnlyList<double>[] losses = [.. _losses.Select(ofPart => ofPart.Values)];
        int[] bad =
            [.. losses.Select(ofPart => ofPart.TakeWhile(double.IsFinite).Count() is var finite && finite < ofPart.Count ? finite : -1)];
        if (Array.Exists(bad, batch => batch >= 0))
        {
            int first = bad.Where(batch => batch >= 0).Min();
            throw new TrainingDivergedException(parts[Array.IndexOf(bad, first)], epoch, first + 1, epochPutBack: epochPutBack);
        }
        return [.. losses.Select(ofPart => ofPart.Count == 0 ? (double?)null : ofPart.Average())];
    }

    /// <summary>Looks at the newest losses alone: one that has diverged stays so.</summary>
    /// <exception cref="TrainingDivergedException">One is not finite; the first that was not is named.</exception>
    public void CheckNewest()
    {
        if (!Array.TrueForAll(_losses, losses => losses.IsNewestFinite))
            Means();
    }
}
