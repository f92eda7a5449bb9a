using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What a layer is handed: plain rows, or images together with the labels that they show.</summary>
/// <remarks>
/// <see cref="Rows"/> gives the rows of either. A layer that can do better with images and labels apart, because one matrix product then
/// serves every label, asks <see cref="Share"/>. Disposing it disposes what it was created from and what it computed. Not thread-safe.
/// </remarks>
public sealed class LayerInput : IDisposable
{
    private readonly Tensor? _images;
    private readonly Tensor? _labels;
    private readonly ILabelEmbedding? _embedding;
    private readonly int _classes;
    private readonly LayerInput? _whole;
    private readonly long _start;
    private Tensor? _rows;
    private SharedImages? _shared;
    private IRowScaling? _sharedBy;

    /// <summary>Plain rows, and memory for what is computed of them.</summary>
    internal LayerInput(Tensor rows, WorkSpace space)
    {
        (_rows, Space) = (rows, space);
        (Count, Blocks) = (rows.shape[0], 1);
    }

    private LayerInput(
        Tensor images, Tensor labels, ILabelEmbedding embedding, int classes, WorkSpace space, LayerInput? whole = null, long start = 0)
    {
        (_images, _labels, _embedding, _classes, Space) = (images, labels, embedding, classes, space);
        (_whole, _start) = (whole, start);
        (Count, Blocks) = (labels.shape[0], labels.shape[0] / images.shape[0]);
    }

    /// <summary>The number of rows.</summary>
    public long Count { get; }

    /// <summary>How many labels each image shows: the rows are as many blocks of the same images. 1 for plain rows.</summary>
    public long Blocks { get; }

    /// <summary>The rows with their labels in them, <c>[rows, …]</c>; made when they are first read.</summary>
    public Tensor Rows => _rows ??= Keep(_whole is null ? Embed() : _whole.RowsAt(_start, Count / Blocks));

    /// <summary>
    /// Whether a layer may keep its product with the images for the step that it takes on them next, and lends what it computes.
    /// </summary>
    internal bool KeepsProduct { get; init; }

    /// <summary>Memory for what is computed of the images.</summary>
    internal WorkSpace Space { get; }

    /// <summary>The rows, or the images as they are before they show a label: of a row's shape, but for what a label appends.</summary>
    internal Tensor Samples => _images ?? _rows!;

    /// <summary>How many values the label appends to <see cref="Samples"/>.</summary>
    internal int AppendedValues => _embedding?.AppendedValues(_classes) ?? 0;

    /// <summary>Plain rows.</summary>
    /// <param name="rows">Rows, <c>[rows, …]</c>.</param>
    public static implicit operator LayerInput(Tensor rows) => FromTensor(rows);

    /// <summary>Plain rows.</summary>
    /// <param name="rows">Rows, <c>[rows, …]</c>, at least one.</param>
    /// <returns>The rows as a layer is handed them.</returns>
    /// <exception cref="ArgumentException">There is no row, or a row has no value.</exception>
    public static LayerInput FromTensor(Tensor rows) => new(Expect.Rows(rows), WorkSpace.None);

    /// <summary>Images that show labels.</summary>
    /// <param name="images">Images without a label, <c>[n, channels, height, width]</c>.</param>
    /// <param name="labels">The labels that they show, <c>[n]</c>, or several blocks of so many, <c>[blocks × n]</c>; int64.</param>
    /// <param name="embedding">How a label is shown.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>A row for each label.</returns>
    /// <exception cref="ArgumentException">The labels are no multiple of the images.</exception>
    public static LayerInput FromImages(Tensor images, Tensor labels, ILabelEmbedding embedding, int classes) =>
        Show(images, labels, embedding, classes, WorkSpace.None);

    /// <summary>As <see cref="FromImages"/>, with memory for what is computed of them.</summary>
    internal static LayerInput Show(
        Tensor images, Tensor labels, ILabelEmbedding embedding, int classes, WorkSpace space, bool keepsProduct = false)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        long rows = Expect.Labels(labels).shape[0], count = Expect.Images(images).shape[0];
        return rows % count == 0
            ? new LayerInput(images, labels, embedding, classes, space) { KeepsProduct = keepsProduct }
            : throw new ArgumentException(
                $"{rows} labels cannot be shown on {count} images evenly. Give every image as many labels as every other.", nameof(labels));
    }

    /// <summary>
    /// The images apart from their labels, scaled as a normalisation scales the rows: possible where labels have fixed places
    /// (<see cref="ILabelOverlay"/>), because images that show different labels then differ nowhere else.
    /// </summary>
    /// <param name="normalisation">The layer's normalisation.</param>
    /// <returns>The images and what their labels' values are; null where the input or the normalisation does not allow it.</returns>
    public SharedImages? Share(INormalisation normalisation)
    {
        if (_images is null || _embedding is not ILabelOverlay overlay || normalisation is not IRowScaling scaling)
            return null;
        if (_whole is not null)
            return _whole.Share(normalisation)?.Narrow(_start, _images.shape[0], _labels!);
        if (_shared is null || !ReferenceEquals(_sharedBy, scaling))
        {
            _shared?.Dispose();
            (_shared, _sharedBy) = (SharedImages.Create(_images, _labels!, overlay, scaling, _classes, Space, KeepsProduct), scaling);
        }
        return _shared;
    }

    /// <summary>Lets go of a product that the layer kept of these images: its weight has changed.</summary>
    internal void ForgetProduct() => _shared?.ForgetProduct();

    /// <summary>Disposes the rows, the images and the labels.</summary>
    public void Dispose()
    {
        _rows?.Dispose();
        _images?.Dispose();
        _labels?.Dispose();
        _shared?.Dispose();
    }

    /// <summary>Some rows of every block; it lives no longer than the whole.</summary>
    internal LayerInput Narrow(long start, long count) => _images is null
        ? new LayerInput(Rows.narrow(0, start, count), Space)
        : new LayerInput(
            _images.narrow(0, start, count), _labels!.view(Blocks, -1).narrow(1, start, count).flatten(), _embedding!, _classes,
            Space, _whole ?? this, _start + start);

    /// <summary>
    /// The same images with other labels. What was computed of the images alone goes over to it; it takes the images and the labels over.
    /// </summary>
    internal LayerInput ShowInstead(Tensor labels)
    {
        LayerInput other = new(_images!.alias().DetachFromDisposeScope(), labels, _embedding!, _classes, Space)
        {
            _shared = _shared?.Show(labels),
            _sharedBy = _sharedBy,
        };
        _shared = null;
        return other;
    }

    private Tensor Embed()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] blocks = [.. _labels!.view(Blocks, -1)
            .unbind(0).Select(labels => _embedding!.Show(_images!, labels, _classes))];
        return (blocks.Length == 1 ? blocks[0] : cat(blocks, 0)).MoveToOuterDisposeScope();
    }

    private Tensor RowsAt(long start, long count) => Rows.unflatten(0, Blocks, -1).narrow(1, start, count).flatten(0, 1);

    // What the whole computes outlives the step that asks for it; what a part computes does not.
    private Tensor Keep(Tensor tensor) => _whole is null ? tensor.DetachFromDisposeScope() : tensor;
}
