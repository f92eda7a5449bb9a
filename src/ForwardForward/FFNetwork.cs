using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A network of layers that each learn by themselves. <see cref="FFNetworkBuilder"/> makes one.</summary>
/// <remarks>
/// <see cref="Fit"/> trains, <see cref="Evaluate"/> measures, <see cref="Predict"/> names classes, and <see cref="ExtractFeatures"/> reads
/// what the layers make of images. You may call the members that read from several threads. What they read while <see cref="Fit"/> runs is
/// between two states. One <see cref="Fit"/> at a time trains a network. You may dispose it at any time. Tensors that a member returns
/// belong to the caller. Give images as they are: the network scales them. Labelled images with a standardisation are scaled by it, and
/// all others by the network's (<see cref="Standardisation"/>).
/// </remarks>
public sealed partial class FFNetwork : IDisposable
{
    private readonly LocalLayer[] _layers;
    private readonly Lifetime.Use[] _keptLayers; // A layer that is disposed by itself is refused from then on, and freed with the network.

    /// <param name="definition">What the builder has checked.</param>
    /// <param name="device">Where it lives.</param>
    /// <param name="capacity">Of a network whose parameters a file will give, how many numbers the file has; null to draw them.</param>
    internal FFNetwork(FFNetworkDefinition definition, Device device, long? capacity = null)
    {
        using IDisposable? outside = InferenceMode.Leave();
        Definition = definition;
        Device = device;
        Random = new RandomStreams(definition.Seed);
        List<LocalLayer> layers = [];
        try
        {
            InitialValues values = new(Random.Initialisation, device, capacity);
            AddLayersTo(layers, values);
            if (definition.SoftmaxHead is { } head)
                Head = new SoftmaxHead(head, [.. LayerShapes().Select(Shapes.Size)], definition.Classes, values);
        }
        catch
        {
            layers.ForEach(layer => layer.Dispose());
            Random.Dispose();
            throw;
        }
        _layers = [.. layers];
        _keptLayers = [.. layers.Select(layer => layer.Lifetime.Enter())];
        Lifetime = new Lifetime("The network", Free);
        MicroBatchRows = MicroBatchSize.On(device).CountImages(LayerShapes().Max(Shapes.Size));
    }

    /// <summary>What the network is, except its parameters.</summary>
    public FFNetworkDefinition Definition { get; private set; }

    /// <summary>
    /// Which layers' goodness is summed to score a label, also in the definition. You may change it at any time, even between a checkpoint
    /// and the rest of its run, because nothing that is learned depends on it.
    /// </summary>
    /// <value>What <c>WithScoringLayers</c> set, by default all.</value>
    /// <exception cref="ArgumentOutOfRangeException">The range selects no layer, or one that the network does not have.</exception>
    public Range ScoringLayers
    {
        get => Definition.ScoringLayers;
        set => Definition = Definition with { ScoringLayers = Require.Selects(value, _layers.Length, nameof(ScoringLayers)) };
    }

    /// <summary>Where the network lives and computes.</summary>
    public Device Device { get; }

    /// <summary>The layers, from the input on. Owned by the network.</summary>
    public IReadOnlyList<LocalLayer> Layers => _layers;

    /// <summary>How many images go through the layers at a time.</summary>
    internal int MicroBatchRows { get; }

    internal Lifetime Lifetime { get; }

    internal RandomStreams Random { get; }

    internal SoftmaxHead? Head { get; }

    /// <summary>The most plausible class of each image: the label with the largest score.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes (read as value / 255), on any device.</param>
    /// <returns>Class indices, <c>[n]</c>, int64.</returns>
    /// <exception cref="ArgumentException">
    /// The images do not have the network's input shape, or values that are no numbers or too large for float32.
    /// </exception>
    public Tensor Predict(Tensor images)
    {
        using Tensor scores = ScoreLabels(images);
        return MostPlausible(scores);
    }

    /// <summary>As <see cref="Predict"/>, also where scores are no numbers: a run goes on whatever it is validated on.</summary>
    internal Tensor PredictAnything(Tensor images)
    {
        using Tensor scores = ScoreLabels(images, ScoringLayers);
        return MostPlausible(scores);
    }

    /// <summary>
    /// The score of every label for each image, as the definition's <see cref="FFNetworkDefinition.Prediction"/> has it:
    /// goodness summed over the scoring layers, or the softmax head's log-probability.
    /// </summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes (read as value / 255), on any device.</param>
    /// <returns>Scores, <c>[n, classes]</c>.</returns>
    /// <exception cref="ArgumentException">
    /// The images do not have the network's input shape, or values that are no numbers or too large for float32.
    /// </exception>
    public Tensor ScoreLabels(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        return Finite(ScoreLabels(images, Definition.ScoringLayers), images).MoveToOuterDisposeScope();
    }

    /// <summary>As <see cref="ScoreLabels(Tensor)"/>, <c>[n, classes]</c>, with goodness summed over other layers.</summary>
    internal Tensor ScoreLabels(Tensor images, Range scoringLayers)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor scores = Definition.Prediction == PredictionMethod.SoftmaxHead
            ? MapMicroBatches(images, LogProbabilities)
            : SumLayers(stack(ScoreLabelsPerLayer(images), 0), scoringLayers);
        return scores.MoveToOuterDisposeScope();
    }

    /// <summary>The score of every label for each image, layer by layer.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes (read as value / 255), on any device.</param>
    /// <returns>Goodness under each label, or a class-wise layer's scores, <c>[n, classes]</c>, one tensor a layer.</returns>
    /// <exception cref="ArgumentException">The images do not have the network's input shape.</exception>
    public IReadOnlyList<Tensor> ScoreLabelsPerLayer(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor>[] parts = [.. _layers.Select(_ => new List<Tensor>())];
        using var space = WorkSpace.CreateForPasses();
        ForEachMicroBatch(images, part =>
        {
            Tensor[] scores = ScoreMicroBatch(part, space);
            for (int layer = 0; layer < scores.Length; layer++)
                parts[layer].Add(scores[layer]);
        }, passes: ReadsPlainImages ? 1 : Definition.Classes);
        return [.. parts.Select(scores => cat(scores, 0).MoveToOuterDisposeScope())];
    }

    /// <summary>Disposes the layers, their optimizers and the generators.</summary>
    /// <remarks>
    /// Safe at any time. Members that run in other threads end first, or with an <see cref="ObjectDisposedException"/>; the memory is freed
    /// when the last of them has ended.
    /// </remarks>
    public void Dispose() => Lifetime.End();

    private void Free()
    {
        foreach (LocalLayer layer in _layers)
            layer.Dispose();
        foreach (Lifetime.Use kept in _keptLayers)
            kept.Dispose();
        Head?.Dispose();
        Random.Dispose();
    }

    /// <summary>Adds up what <see cref="ScoreLabelsPerLayer"/> gave, <c>[layers, n, classes]</c>, over the scoring layers.</summary>
    internal Tensor SumScoringLayers(Tensor perLayer) => SumLayers(perLayer, Definition.ScoringLayers);

    private Tensor SumLayers(Tensor perLayer, Range layers)
    {
        using DisposeScope scope = NewDisposeScope();
        (int first, int count) = layers.GetOffsetAndLength((int)perLayer.shape[0]);
        Tensor counted = perLayer.narrow(0, first, count);
        if (Definition.LayerWeights is not { } weights)
            return counted.sum([0]).MoveToOuterDisposeScope();
        Tensor ofCounted = TensorCreation.CopyOf([.. weights]).narrow(0, first, count).to(counted.dtype, counted.device);
        return (counted * ofCounted.view(-1, 1, 1)).sum([0]).MoveToOuterDisposeScope();
    }

    /// <summary>The class with the largest score, <c>[n]</c>: the one way to name a class.</summary>
    private static Tensor MostPlausible(Tensor scores) => scores.argmax(1);

    /// <summary>Throws where the network is disposed or cannot take such images.</summary>
    internal void CheckImages(Tensor images)
    {
        Lifetime.Check();
        ArgumentNullException.ThrowIfNull(images);
        using Lifetime.Use heldImages = Lifetime.EnterOwnerOf(images);
        if (images.IsInvalid)
            throw new ObjectDisposedException(
                nameof(images),
                "The images are disposed. Keep them, or the LabelledImages that own them, until the network has read them.");
        long[] shape = images.shape;
        if (Definition.Input.IsChannelsLastOf(shape))
            throw new ArgumentException(
                $"The network takes images of {Definition.Input}, as a tensor [n, channels, height, width]. These are "
                    + $"[{string.Join(", ", shape)}], with the channels last: give it images.permute(0, 3, 1, 2).contiguous().",
                nameof(images));
        if (!Definition.Input.IsShapeOf(shape))
            throw new ArgumentException(
                $"The network takes images of {Definition.Input}, as a tensor [n, channels, height, width]"
                    + $"{(Definition.Input.IsVector ? " or [n, features]" : string.Empty)} with n of at least 1. These have the shape "
                    + $"[{string.Join(", ", shape)}].",
                nameof(images));
        if (images.device_type == DeviceType.META && Device.type != DeviceType.META)
            throw new ArgumentException(
                "The images are on the device \"meta\", where tensors have a shape but no numbers.", nameof(images));
        if (images.dtype is not (ScalarType.Float32 or ScalarType.Byte))
            throw new ArgumentException(
                $"The network takes images of float32 or bytes. These are {images.dtype}: convert them with images.to(torch.float32), "
                    + "in the range that the training images had.",
                nameof(images));
        if (images.dtype == ScalarType.Float32 && !Lifetime.HasOwner(images)) // Labelled images were checked when they were made.
        {
            if (Pixels.StandardisationOf(images) is null)
                CheckMagnitudes(images);
            else
                LabelledImagesGuard.CheckFinite(images);
        }
    }

    private void AddLayersTo(List<LocalLayer> layers, InitialValues values)
    {
        IReadOnlyList<long>[] shapes = [Definition.FirstInputShape, .. LayerShapes()];
        for (int index = 0; index < Definition.Layers.Length; index++)
        {
            layers.Add(Definition.Layers[index].Create(new LayerContext
            {
                InputShape = shapes[index],
                ShapeAbove = index + 2 < shapes.Length ? shapes[index + 2] : null,
                Classes = Definition.Classes,
                CreateObjective = () => new ContrastiveObjective(Definition.Goodness, Definition.Loss, Definition.Modulation, Device),
                InputNormalisation = Definition.InputNormalisation,
                ReadsTable = index == 0 && Definition.Table is not null,
                Precision = Definition.Precision,
                Optimizer = Definition.Optimizer,
                Device = Device,
                InitialValues = values,
            }));
            layers[index].OutputShape = shapes[index + 1];
            RefuseSameNames(layers[index], index + 1);
        }
    }

    /// <summary>The shape of one output sample of each layer.</summary>
    internal IEnumerable<IReadOnlyList<long>> LayerShapes()
    {
        IReadOnlyList<long> shape = Definition.FirstInputShape;
        foreach (LayerDefinition definition in Definition.Layers)
            yield return shape = definition.OutputShape(shape);
    }
}
