using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Collects a scalar of every batch over an epoch; they are read seldom, so that nothing waits for the device meanwhile.</summary>
internal sealed class EpochScalars
{
    /// <summary>
    /// How many wait to be read. Small memory that stays for long keeps what is freed around it from being used again.
    /// </summary>
    private const int MostWaiting = 32;

    private readonly List<Tensor> _waiting = [];
    private readonly List<double> _values = [];

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<double> Values
    {
        get
        {
            Read();
            return _values;
        }
    }

    /// <summary>Whether the newest is finite, or there is none.</summary>
    public bool IsNewestFinite
    {
        get
        {
            using DisposeScope scope = NewDisposeScope();
            return _waiting is [.., Tensor newest]
                ? newest.isfinite().item<bool>()
                : _values.Count == 0 || double.IsFinite(_values[^1]);
        }
    }

    /// <summary>Keeps a scalar, which moves one dispose scope out.</summary>
    public void Add(Tensor scalar)
    {
        _waiting.Add(scalar.MoveToOuterDisposeScope());
        if (_waiting.Count == MostWaiting)
            Read();
    }

    private void Read()
    {
        if (_waiting.Count == 0)
            return;
        using DisposeScope scope = NewDisposeScope();
        _values.AddRange(stack(_waiting, 0).to(float64).cpu().data<double>());
        _waiting.ForEach(scalar => scalar.Dispose());
        _waiting.Clear();
    }
}
