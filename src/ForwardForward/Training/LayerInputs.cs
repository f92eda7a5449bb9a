namespace ForwardForward.Training;

/// <summary>Carries batches through the layers that stand still. Where every batch is the same, that is done once a layer, not every step.</summary>
internal sealed class LayerInputs(FFNetwork network, TrainingBatches batches) : IDisposable
{
    private (int Layer, TrainingBatch Batch)? _kept;

    /// <summary>
    /// A batch as a layer takes it, the layers before it standing still. It belongs to the caller's dispose scope, or is kept here.
    /// </summary>
    public TrainingBatch Get(int layer, int index)
    {
        if (_kept is { } kept && kept.Layer == layer)
            return kept.Batch;
        Release();
        TrainingBatch batch = batches.Get(index);
        for (int before = 0; before < layer; before++)
            batch = batch with { Input = network.Layers[before].Forward(batch.Input) };
        if (batches.AreConstant)
            _kept = (layer, new TrainingBatch(batch.Input.DetachFromDisposeScope(), batch.Labels.DetachFromDisposeScope(), batch.Positives));
        return batch;
    }

    public void Dispose() => Release();

    private void Release()
    {
        _kept?.Batch.Input.Dispose();
        _kept?.Batch.Labels.Dispose();
        _kept = null;
    }
}
