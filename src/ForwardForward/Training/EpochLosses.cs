using TorchSharp;
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
    /// <summary>
    /// How many losses wait to be read. Small memory that stays for long keeps what is freed around it from being used again.
    /// </summary>
    private const int MostWaiting = 32;

    private readonly List<Tensor>[] _waiting = [.. parts.Select(_ => new List<Tensor>())];
    private readonly List<double>[] _losses = [.. parts.Select(_ => new List<double>())];

    /// <summary>Keeps a loss, which moves one dispose scope out.</summary>
    public void Add(int part, Tensor loss)
    {
        _waiting[part].Add(loss.MoveToOuterDisposeScope());
        if (_waiting[part].Count == MostWaiting)
            Read(part);
    }

    /// <summary>Each layer's mean loss, null where it did not learn.</summary>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    public double?[] Means()
    {
        for (int part = 0; part < parts.Count; part++)
            Read(part);
        int[] bad = [.. _losses.Select(losses => losses.FindIndex(loss => !double.IsFinite(loss)))];
        if (Array.Exists(bad, batch => batch >= 0))
        {
            int first = bad.Where(batch => batch >= 0).Min();
            throw new TrainingDivergedException(parts[Array.IndexOf(bad, first)], epoch, first + 1, epochPutBack: epochPutBack);
        }
        return [.. _losses.Select(losses => losses.Count == 0 ? (double?)null : losses.Average())];
    }

    /// <summary>Looks at the newest losses alone: one that has diverged stays so.</summary>
    /// <exception cref="TrainingDivergedException">One is not finite; the first that was not is named.</exception>
    public void CheckNewest()
    {
        if (Enumerable.Range(0, parts.Count).Any(part => !IsNewestFinite(part)))
            Means();
    }

    private bool IsNewestFinite(int part)
    {
        using DisposeScope scope = NewDisposeScope();
        return _waiting[part] is [.., Tensor newest]
            ? newest.isfinite().item<bool>()
            : _losses[part].Count == 0 || double.IsFinite(_losses[part][^1]);
    }

    private void Read(int part)
    {
        if (_waiting[part].Count == 0)
            return;
        using DisposeScope scope = NewDisposeScope();
        _losses[part].AddRange(stack(_waiting[part], 0).to(float64).cpu().data<double>());
        _waiting[part].ForEach(loss => loss.Dispose());
        _waiting[part].Clear();
    }
}
