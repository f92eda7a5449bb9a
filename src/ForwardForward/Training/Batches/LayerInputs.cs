using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// Hands out batches. Where every batch is the same, it is made once, and carried through layers that stand still once a layer,
/// not every step.
/// </summary>
internal sealed class LayerInputs(FFNetwork network, TrainingBatches batches, WorkSpace space) : IDisposable
{
    private BatchActivations? _kept;
    private int _keptFor = -1;

    /// <summary>
    /// A batch, for the layers from <paramref name="first"/> on to learn from; those before it stand still. It stays until the next call.
    /// </summary>
    public BatchActivations Get(int first, int index)
    {
        if (_kept is not null && batches.AreConstant && _keptFor == first)
        {
            _kept.ForgetFrom(first);
            return _kept;
        }
        _kept?.Dispose();
        _kept = null; // Where making the next one fails, nothing is disposed twice.
        _kept = new BatchActivations(network, batches.Get(index), space);
        _keptFor = first;
        return _kept;
    }

    public void Dispose() => _kept?.Dispose();
}
