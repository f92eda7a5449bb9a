using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>
/// Some rows of a batch, few enough to stay in a processor's cache or in a device's memory, and a layer's response to them.
/// Small batches are one micro-batch.
/// </summary>
/// <remarks>
/// Where images show several labels, a batch is several blocks of the same images, such as positives and then their negatives,
/// and a micro-batch holds the same images of every block.
/// </remarks>
public sealed class MicroBatch
{
    private readonly long _start;
    private readonly long _count;
    private readonly long _blocks;

    private MicroBatch(LayerInput batch, long start, long count)
    {
        (_start, _count, _blocks) = (start, count, batch.Blocks);
        Input = start == 0 && count * batch.Blocks == batch.Count ? batch : batch.Narrow(start, count);
    }

    /// <summary>The rows as the layer is handed them.</summary>
    public LayerInput Input { get; }

    /// <summary>The layer's activations, <c>[rows, …]</c>, detached. Set by <see cref="LocalLayer.Respond"/>.</summary>
    public Tensor Activations { get; set; } = null!;

    /// <summary>
    /// Whatever <see cref="LocalLayer.Respond"/> keeps so that <see cref="LocalLayer.GoBack"/> finds the way back to the parameters.
    /// </summary>
    /// <value>The default is null.</value>
    public object? Kept { get; set; }

    /// <summary>
    /// The goodness of the rows, <c>[rows]</c> or <c>[rows, classes]</c>, detached. Set by <see cref="LocalLayer.Measure(MicroBatch)"/>.
    /// </summary>
    public Tensor Goodness { get; internal set; } = null!;

    /// <summary>
    /// What the objective judges, <c>[rows, …]</c>: the goodness itself, unless the objective looks at something else.
    /// Set by <see cref="LocalLayer.Measure(MicroBatch)"/>.
    /// </summary>
    public Tensor Judged { get; internal set; } = null!;

    /// <summary>The rows of the micro-batch in a tensor that has a row for each row of the batch.</summary>
    /// <param name="batch">Values of the whole batch, <c>[rows of the batch, …]</c>.</param>
    /// <returns>Their rows here, <c>[rows, …]</c>: the tensor itself, a view or a copy.</returns>
    public Tensor RowsOf(Tensor batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_count * _blocks == batch.shape[0])
            return batch;
        return _blocks == 1
            ? batch.narrow(0, _start, _count)
            : batch.unflatten(0, _blocks, batch.shape[0] / _blocks).narrow(1, _start, _count).flatten(0, 1);
    }

    /// <summary>Splits a batch; one that is small, or that must not be split, stays whole.</summary>
    internal static MicroBatch[] Split(LayerInput batch, bool mayBeSplit)
    {
        long images = batch.Count / batch.Blocks;
        MicroBatchSize size = MicroBatchSize.On(batch.Samples.device);
        if (!mayBeSplit || size.HoldsWhole(batch.Count))
            return [new MicroBatch(batch, 0, images)];
        long length = Math.Max(1, size.Rows / batch.Blocks);
        List<MicroBatch> parts = [];
        for (long start = 0; start < images; start += length)
            parts.Add(new MicroBatch(batch, start, Math.Min(length, images - start)));
        return [.. parts];
    }

    /// <summary>
    /// Joins what the micro-batches of a batch hold, <c>[rows, …]</c> each, in the order of the batch; of one, what it holds itself.
    /// </summary>
    internal static Tensor Join(MicroBatch[] parts, Func<MicroBatch, Tensor> value)
    {
        if (parts is [MicroBatch whole])
            return value(whole);
        using DisposeScope scope = NewDisposeScope();
        Tensor[] blocks = [.. parts.Select(part => value(part).unflatten(0, part._blocks, part._count))];
        return cat(blocks, 1).flatten(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Maps a batch micro-batch by micro-batch and joins the results; nothing else of a micro-batch outlives it.</summary>
    internal static Tensor Map(LayerInput batch, Func<LayerInput, Tensor> map)
    {
        using DisposeScope scope = NewDisposeScope();
        MicroBatch[] parts = Split(batch, mayBeSplit: true);
        if (parts.Length == 1)
            return map(batch).MoveToOuterDisposeScope();
        foreach (MicroBatch part in parts)
        {
            using DisposeScope rows = NewDisposeScope();
            part.Activations = map(part.Input).MoveToOuterDisposeScope();
        }
        return Join(parts, part => part.Activations).MoveToOuterDisposeScope();
    }
}
