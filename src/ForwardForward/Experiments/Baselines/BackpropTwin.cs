using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// The same layers trained by backpropagation. It shows what the architecture can do if gradients may cross layers, with the same
/// optimizer kernel, batches and jitter.
/// </summary>
/// <remarks>
/// The hidden layers, their parameters and first values are those of the definition. A linear softmax readout of the last layer's
/// activations, without further normalisation, takes the place of goodness. Images show no label (0 if one would be appended), and there
/// are no negatives. With deep supervision every layer has such a readout and the losses add up. Tensors that a member returns belong to
/// the caller. Trained by one <see cref="Fit"/> at a time; may be disposed at any time.
/// </remarks>
public sealed class BackpropTwin : IDisposable
{
    private readonly FFNetwork _network;
    private readonly List<SoftmaxReadout> _readouts = [];
    private readonly Lifetime _lifetime;

    private BackpropTwin(FFNetwork network, bool deepSupervision)
    {
        using IDisposable? outside = InferenceMode.Leave();
        _network = network;
        DeepSupervision = deepSupervision;
        _lifetime = new Lifetime("The twin", Free);
        InitialValues values = new(_network.Random.Initialisation, _network.Device);
        IReadOnlyList<long>[] shapes = [.. _network.LayerShapes()];
        for (int layer = deepSupervision ? 0 : shapes.Length - 1; layer < shapes.Length; layer++)
        {
            long features = shapes[layer].Size();
            _readouts.Add(new SoftmaxReadout(
                layer,
                values.Uniform(features, Definition.Classes, features).DetachFromDisposeScope(),
                values.Uniform(features, Definition.Classes).DetachFromDisposeScope()));
        }
    }

    /// <summary>What the twin is a twin of.</summary>
    public FFNetworkDefinition Definition => _network.Definition;

    /// <summary>The learned tensors by name: each layer's, then each readout's. Owned by the twin.</summary>
    public IReadOnlyList<NamedTensor> Parameters =>
    [
        .. _network.Layers.SelectMany((layer, index) =>
            layer.OwnParameters.Select(parameter => new NamedTensor($"layer{index + 1}.{parameter.Name}", parameter.Value))),
        .. _readouts.SelectMany(readout => readout.Parameters),
    ];

    /// <summary>What images are scaled by, as <see cref="FFNetwork.Standardisation"/>.</summary>
    /// <value>That of the definition.</value>
    /// <exception cref="ArgumentException">It does not fit the twin's images.</exception>
    /// <exception cref="InvalidOperationException">The twin is being trained.</exception>
    /// <exception cref="ObjectDisposedException">The twin is disposed.</exception>
    public Standardisation? Standardisation
    {
        get => _network.Standardisation;
        set
        {
            using Lifetime.Use changing = _lifetime.EnterToChange("another Standardisation");
            _network.Standardisation = value;
        }
    }

    /// <summary>Whether every layer has a readout.</summary>
    internal bool DeepSupervision { get; }

    internal FFNetwork Network => _network;

    internal IReadOnlyList<SoftmaxReadout> Readouts => _readouts;

    /// <summary>Builds the twin of a definition.</summary>
    /// <param name="definition">A network's definition.</param>
    /// <param name="seed">
    /// The seed of parameters, order and jitter; null for the definition's own, which gives the parameters that the network began with.
    /// </param>
    /// <param name="device">Where it lives; null for the CPU.</param>
    /// <param name="deepSupervision">Whether every layer has a readout, instead of the last alone. The default is false.</param>
    /// <returns>An untrained twin; dispose it after use.</returns>
    public static BackpropTwin Create(
        FFNetworkDefinition definition, long? seed = null, Device? device = null, bool deepSupervision = false) =>
        new(UntrainedTwin.Create(definition, seed, device), deepSupervision);

    /// <summary>Trains by backpropagation.</summary>
    /// <param name="data">The training images.</param>
    /// <param name="options">
    /// How to train: epochs, batch size, jitter, validation, checkpoints, progress, cancellation and logger. What concerns negatives,
    /// schedules and single layers has no meaning here.
    /// </param>
    /// <returns>The history of the run, one loss an epoch.</returns>
    /// <exception cref="ArgumentException">
    /// The images do not fit, are standardised by other numbers than the twin's own, or are fewer than a batch.
    /// </exception>
    /// <exception cref="InvalidOperationException">The checkpoints are of another run.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">No checkpoint in the folder is whole.</exception>
    /// <exception cref="TrainingCancelledException">The run was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">The loss, or a number that was learned, stopped being finite.</exception>
    public TrainingResult Fit(LabelledImages data, TrainingOptions? options = null)
    {
        options ??= new TrainingOptions();
        ArgumentNullException.ThrowIfNull(data);
        using Lifetime.Use changing = _lifetime.EnterToChange(nameof(Fit)), heldData = data.Lifetime.Enter();
        using IDisposable? outside = InferenceMode.Leave();
        TrainingGuard.Check(_network, data, options);
        using BackpropTrainer trainer = new(this, data, options);
        return trainer.Run();
    }

    /// <summary>The most probable class of each image by the last layer's readout.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes (read as value / 255), on any device.</param>
    /// <returns>Class indices, <c>[n]</c>, int64.</returns>
    /// <exception cref="ArgumentException">The images do not have the network's input shape.</exception>
    public Tensor Predict(Tensor images)
    {
        using Lifetime.Use held = _lifetime.Enter();
        return _network.MapMicroBatches(images, part => _readouts[^1].Read(_network.Forward(_network.WithoutLabel(part))[^1]).argmax(1));
    }

    /// <summary>The activations of the hidden layers, for probes and transfer.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes (read as value / 255), on any device.</param>
    /// <param name="options">What is read, without its label, as the twin has never seen one; null for all activations.</param>
    /// <returns>Features, <c>[n, features]</c>.</returns>
    /// <exception cref="ArgumentException">
    /// The images do not have the network's input shape, or the options ask for what the network does not have.
    /// </exception>
    public Tensor ExtractFeatures(Tensor images, FeatureOptions? options = null) =>
        _network.ExtractFeatures(images, (options ?? new FeatureOptions()) with { Label = ShownLabel.Absent });

    /// <summary>The fraction of labelled images whose class the twin names.</summary>
    /// <param name="data">Labelled images of the network's input shape and classes.</param>
    /// <param name="options">Progress and cancellation; null for none.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public double MeasureAccuracy(LabelledImages data, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        using Lifetime.Use held = _lifetime.Enter();
        double correct = 0;
        data.ForEachMicroBatch(
            _network.MicroBatchRows,
            (images, labels) => correct += Predict(images).cpu().eq(labels.cpu()).to(float64).sum([0]).item<double>(),
            options?.Progress,
            options?.Cancellation ?? CancellationToken.None);
        return correct / data.Count;
    }

    /// <summary>Disposes layers and readouts, when what runs in other threads has ended.</summary>
    public void Dispose() => _lifetime.End();

    private void Free()
    {
        _network.Dispose();
        foreach (NamedTensor parameter in _readouts.SelectMany(readout => readout.Parameters))
            parameter.Value.Dispose();
    }
}
