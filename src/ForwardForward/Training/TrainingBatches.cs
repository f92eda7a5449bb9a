using ForwardForward.Data;
using ForwardForward.Negatives;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Training;

/// <summary>Cuts a training set into batches: shuffles, draws the negatives, stacks both halves, embeds the labels.</summary>
internal sealed class TrainingBatches : IDisposable
{
    private readonly FFNetwork _network;
    private readonly LabelledBatch _images;
    private readonly LabelledBatch? _drawnOnce;
    private readonly SamplingContext _sampling;
    private readonly long _count;
    private readonly int _batchSize;
    private Tensor? _order;

    public TrainingBatches(FFNetwork network, LabelledImages data, TrainingOptions options)
    {
        _network = network;
        _images = new LabelledBatch(data.Images, data.Labels);
        _count = data.Count;
        _batchSize = options.BatchSize;
        _sampling = new SamplingContext(network.Random.Sampling, data.Classes, network.ScoreLabels);
        if (options.Negatives == NegativeRefresh.Once)
        {
            using DisposeScope scope = NewDisposeScope();
            LabelledBatch negatives = Sample(_images);
            _drawnOnce = new LabelledBatch(negatives.Images.DetachFromDisposeScope(), negatives.Labels.DetachFromDisposeScope());
        }
    }

    /// <summary>The batches of an epoch; the last one holds what is left over.</summary>
    public int Count => (int)((_count + _batchSize - 1) / _batchSize);

    /// <summary>Whether every batch is the same: all images at once, with negatives that stay.</summary>
    public bool AreConstant => Count == 1 && _drawnOnce is not null;

    /// <summary>Draws a new order of the images.</summary>
    public void Shuffle()
    {
        if (Count == 1)
            return; // The order within a full batch changes nothing.
        _order?.Dispose();
        _order = randperm(_count, int64, generator: _network.Random.Shuffling).DetachFromDisposeScope();
    }

    /// <summary>Makes a batch, on the network's device; the caller disposes its tensors.</summary>
    public TrainingBatch Get(int index)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? rows = _order?.narrow(0, (long)index * _batchSize, Math.Min(_batchSize, _count - ((long)index * _batchSize)));
        LabelledBatch positives = Select(_images, rows);
        LabelledBatch negatives = _drawnOnce is { } drawn ? SelectDrawn(drawn, positives, rows) : Sample(positives);
        Tensor images = cat([positives.Images, negatives.Images], 0);
        Tensor labels = cat([positives.Labels, negatives.Labels], 0);
        FFNetworkDefinition definition = _network.Definition;
        return new TrainingBatch(
            definition.LabelEmbedding.Embed(images, labels, definition.Classes).MoveToOuterDisposeScope(),
            labels.MoveToOuterDisposeScope(),
            positives.Images.shape[0]);
    }

    public void Dispose()
    {
        _order?.Dispose();
        if (_drawnOnce is not { } drawn)
            return;
        drawn.Labels.Dispose();
        if (!ReferenceEquals(drawn.Images, _images.Images))
            drawn.Images.Dispose();
    }

    private LabelledBatch Sample(LabelledBatch positives)
    {
        INegativeSampler sampler = _network.Definition.Negatives;
        LabelledBatch negatives = sampler.Sample(positives, _sampling);
        if (!negatives.Images.shape.SequenceEqual(positives.Images.shape) || !negatives.Labels.shape.SequenceEqual(positives.Labels.shape))
            throw new InvalidOperationException($"{sampler.GetType().Name} returned images [{string.Join(", ", negatives.Images.shape)}] and labels [{string.Join(", ", negatives.Labels.shape)}] for positives [{string.Join(", ", positives.Images.shape)}] and [{string.Join(", ", positives.Labels.shape)}]. A sampler returns one negative a positive, of the same shape.");
        return negatives;
    }

    private LabelledBatch Select(LabelledBatch from, Tensor? rows) => rows is null
        ? new LabelledBatch(from.Images.to(_network.Device), from.Labels.to(_network.Device))
        : new LabelledBatch(from.Images.index_select(0, rows).to(_network.Device), from.Labels.index_select(0, rows).to(_network.Device));

    // Negatives that only changed the label share the positives' images, already cut out.
    private LabelledBatch SelectDrawn(LabelledBatch drawn, LabelledBatch positives, Tensor? rows) => ReferenceEquals(drawn.Images, _images.Images)
        ? positives with { Labels = Select(drawn with { Images = drawn.Labels }, rows).Labels }
        : Select(drawn, rows);
}
