using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Collects the loss of every layer, or of another part that learns, over an epoch; they are read seldom, so that
/// nothing waits for the device meanwhile.
/// </summary>
/// <param name="parts">What messages call the parts.</param>
/// <param name="epoch">The epoch, from 1.</param>
/// <param name="epochPutBack">The epoch that a run which ends here is put back to, from 1; null where it is not.</param>
internal sealed class EpochLosses(IReadOnlyList<string> parts, int epoch, int? epochPutBack = null)
{
    private readonly List<Tensor>[] _losses = [.. parts.Select(_ => new List<Tensor>())];

    /// <summary>Keeps a loss, which moves one dispose scope out.</summary>
    public void Add(int layer, Tensor loss) => _losses[layer].Add(loss.MoveToOuterDisposeScope());

    /// <summary>Each layer's mean loss, null where it did not learn.</summary>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    public double?[] Means()
    {
        double[]?[] losses = [.. _losses.Select(Read)];
        int[] bad = [.. losses.Select(values => values is null ? -1 : Array.FindIndex(values, value => !double.IsFinite(value)))];
        if (Array.Exists(bad, batch => batch >= 0))
        {
            int first = bad.Where(batch => batch >= 0).Min();
            throw new TrainingDivergedException(parts[Array.IndexOf(bad, first)], epoch, first + 1, epochPutBack: epochPutBack);
        }
        return [.. losses.Select(values => values?.Average())];
    }

    /// <summary>Looks at the newest losses alone: one that has diverged stays so.</summary>
    /// <exception cref="TrainingDivergedException">One is not finite; the first that was not is named.</exception>
    public void CheckNewest()
    {
        if (_losses.Any(losses => losses.Count > 0 && !losses[^1].isfinite().item<bool>()))
            Means();
    }

    private static double[]? Read(List<Tensor> losses)
    {
        if (losses.Count == 0)
            return null;
        using Tensor stacked = stack(losses, 0);
        using Tensor onHost = stacked.to(float64).cpu();
        return onHost.data<double>().ToArray();
    }
}
