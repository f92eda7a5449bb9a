using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Cuts a training set into batches: shuffles, has the images changed and scaled, draws the negatives, embeds the labels,
/// stacks both halves.
/// </summary>
internal sealed class TrainingBatches : IDisposable
{
    /// <summary>The name of the negatives' labels in <see cref="DrawnOnce"/>.</summary>
    public const string DrawnLabels = "negatives.labels";

    private readonly FFNetwork _network;
    private readonly TrainingOptions _options;
    private readonly WorkSpace _space;
    private readonly bool _plain;
    private readonly bool _views;
    private readonly LabelledImages _data;
    private readonly BatchImages _images;
    private readonly SampledBatch? _drawnOnce;
    private readonly FirstLayerScores _firstLayer;
    private readonly CheckedSampler _sampler;
    private readonly long _count;
    private Tensor? _order;

    /// <param name="network">Its device, generators, sampler and embedding.</param>
    /// <param name="data">The training set.</param>
    /// <param name="options">Batch size, jitter, and when negatives are drawn.</param>
    /// <param name="plain">Whether a batch is the images as they are, without negatives and labels in them.</param>
    /// <param name="views">Whether of plain images two augmented views are made.</param>
    /// <param name="space">Memory for a batch.</param>
    /// <param name="scoreLabels">What the whole network says of labels; null where the network is whole.</param>
    public TrainingBatches(
        FFNetwork network, LabelledImages data, TrainingOptions options, bool plain, bool views, WorkSpace space,
        Func<Tensor, Tensor>? scoreLabels = null)
    {
        _space = space;
        _plain = plain;
        _views = views;
        _network = network;
        _options = options;
        _data = data;
        _images = new BatchImages(network, data, options, space);
        _count = data.Count;
        bool drawsOnce = options.Negatives == NegativeRefresh.Once && !plain;
        _firstLayer = new FirstLayerScores(network, drawsOnce ? WorkSpace.None : space);
        _sampler = new CheckedSampler(
            network.Definition.Negatives,
            new SamplingContext(
                network.Random.Sampling, data.Classes,
                scoreLabels ?? (images => network.ScoreLabels(Pixels.AlreadyRead(images), Range.All)), _firstLayer.Score));
        if (drawsOnce)
        {
            using DisposeScope scope = NewDisposeScope();
            using FirstLayerScores drawing = _firstLayer; // What it keeps is for one batch, and these are all images.
            _drawnOnce = Draw(new LabelledBatch(_images.ReadAll(), data.Labels)).ShowInstead(data.Images);
            foreach ((_, Tensor tensor) in DrawnOnce)
                tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>The batches of an epoch; the last one holds what is left over.</summary>
    public int Count => (int)((_count + _options.BatchSize - 1) / _options.BatchSize);

    /// <summary>Whether every batch is the same: all images at once, where they are, with negatives that stay.</summary>
    public bool AreConstant => Count == 1 && (_drawnOnce is not null || (_plain && !_views)) && !_options.ChangesImages;

    /// <summary>The tensors that were drawn once for the whole run, without those of the training set, by name.</summary>
    public IEnumerable<NamedTensor> DrawnOnce
    {
        get
        {
            if (_drawnOnce is not { } drawn)
                return [];
            NamedTensor[] tensors = [new("positives.images", drawn.Positives.Images), new("negatives.images", drawn.Negatives.Images), new(
                DrawnLabels, drawn.Negatives.Labels)];
            return tensors.Where(
                tensor => !ReferenceEquals(tensor.Value, _data.Images) && !ReferenceEquals(tensor.Value, _data.Labels));
        }
    }

    /// <summary>Draws a new order of the images.</summary>
    public void Shuffle()
    {
        if (Count == 1)
            return; // The order within a full batch changes nothing.
        _order?.Dispose();
        _order = TensorCreation.DrawOrder(_count, _network.Random.Shuffling).DetachFromDisposeScope();
    }

    /// <summary>Makes a batch, on the network's device; the caller disposes its tensors.</summary>
    public TrainingBatch Get(int index)
    {
        using DisposeScope scope = NewDisposeScope();
        long start = (long)index * _options.BatchSize, count = Math.Min(_options.BatchSize, _count - start);
        Tensor? rows = _order?.narrow(0, start, count);
        Func<Tensor, Tensor>? change = _images.DrawChange(count);
        if (_views)
            return Views(_images.ReadUnscaled(rows, change), _images.Pick(_data.Labels, rows));
        if (_plain)
            return Plain(_images.Read(rows, change), _images.Pick(_data.Labels, rows));
        SampledBatch batch = _drawnOnce is { } drawn
            ? drawn.Map(images => _images.ReadDrawn(images, rows, change), labels => _images.Pick(labels, rows))
            : Draw(new LabelledBatch(_images.Read(rows, change), _images.Pick(_data.Labels, rows)));
        Tensor labels = Own(cat([batch.Positives.Labels, batch.Negatives.Labels], 0));
        return new TrainingBatch(
            Show(batch, labels), labels, Own(cat([batch.Clean.Labels, batch.Clean.Labels], 0)), Keep(batch.Clean.Images), _space);
    }

    public void Dispose()
    {
        _firstLayer.Dispose();
        _order?.Dispose();
        foreach ((_, Tensor tensor) in DrawnOnce)
            tensor.Dispose();
    }

    private TrainingBatch Plain(Tensor images, Tensor labels) =>
        new(Own(images.alias()), Own(labels.alias()), Own(labels.alias()), Keep(images), _space);

    private TrainingBatch Views(Tensor unscaled, Tensor labels)
    {
        Tensor rows = cat([View(unscaled), View(unscaled)], 0), shown = labels.repeat(2);
        return new TrainingBatch(Own(rows), Own(shown), Own(shown.alias()), Keep(_images.Scale(unscaled)), _space);
    }

    private Tensor View(Tensor unscaled) =>
        _images.Scale(_network.Definition.Augmentation.Apply(unscaled, _network.Random.Augmenting));

    private SampledBatch Draw(LabelledBatch clean)
    {
        LabelledBatch negatives = _sampler.Sample(clean);
        return _options.CorruptPositives && _sampler.Corrupt(clean) is { } corrupted
            ? new SampledBatch(clean, clean with { Images = corrupted }, negatives)
            : new SampledBatch(clean, clean, negatives);
    }

    /// <summary>
    /// Both halves as one input. Where they show the same images, those stand in it once, so that a layer may share their products.
    /// </summary>
    private LayerInput Show(SampledBatch batch, Tensor labels)
    {
        Tensor images = batch.Clean.Images;
        if (!ReferenceEquals(batch.Positives.Images, images) || !ReferenceEquals(batch.Negatives.Images, images))
            return LayerInput.FromTensor(Own(cat([Embed(batch.Positives, batch.Clean), Embed(batch.Negatives, batch.Clean)], 0)));
        return _firstLayer.ShowScored(images, labels) ?? LayerInput.Show(
            Own(images.alias()), Own(labels.alias()), _network.Definition.LabelEmbedding, _network.Definition.Classes, _space);
    }

    private Tensor Embed(LabelledBatch shown, LabelledBatch clean) => _network.Definition.LabelEmbedding.Show(
        shown.Images, shown.Labels, _network.Definition.Classes, ReferenceEquals(shown.Images, clean.Images) ? null : clean.Images);

    // The batch owns its tensors; a scope of whoever asks for it must not dispose them.
    private static Tensor Own(Tensor tensor) => tensor.DetachFromDisposeScope();

    private Tensor Keep(Tensor images) => _space.Lends(images) ? images : Own(images.alias());
}
