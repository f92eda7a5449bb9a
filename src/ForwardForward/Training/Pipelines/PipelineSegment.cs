using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Some layers of a network, one after the other, that learn in a process of their own from what the layers before them hand on.
/// </summary>
/// <remarks>
/// <para>No gradient goes back from layer to layer, so the segments of a network learn side by side, each from another batch. The first
/// segment makes the batches: it draws the order, the negatives and what happens to images. All segments together end with the parameters
/// of <c>FFNetwork.Fit</c>, bit by bit, given the same seed and number of threads and rows that keep their bits on the way.</para>
/// <para>A segment creates the whole network to draw its first parameters as <c>Fit</c> would, so it needs the memory of all parameters,
/// and of the optimizers of its own layers. Not thread-safe.</para>
/// </remarks>
public sealed partial class PipelineSegment : IDisposable
{
    private readonly FFNetwork _network;
    private readonly TrainingOptions _options;
    private readonly WorkSpace _space = WorkSpace.Create();
    private readonly TrainingBatches? _batches;
    private readonly Lifetime.Use _heldData;
    private readonly string[] _parts;
    private readonly int _first;
    private readonly int _last;
    private EpochLosses? _losses;
    private int _next;

    /// <summary>Creates a segment, as it is before the first epoch.</summary>
    /// <param name="definition">The whole network.</param>
    /// <param name="layers">The layers of this segment, such as <c>..2</c> for the first two and <c>2..</c> for the others.</param>
    /// <param name="options">How the whole network is trained; the same for all segments.</param>
    /// <param name="data">The training images, where the segment has the first layer; the caller disposes them later. Else null.</param>
    /// <param name="seed">The seed of everything random; null for the definition's own.</param>
    /// <exception cref="ArgumentException">
    /// The layers are none of the network. The images are missing, too many or do not fit the network. Or a pipeline cannot train the
    /// network: layers ask each other, there is a softmax head or collaboration, or layers draw random numbers beyond the first segment.
    /// Or it cannot train it so: by another schedule than the simultaneous one, with validation, or with negatives that are drawn once.
    /// The message says which.
    /// </exception>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded.</exception>
    public PipelineSegment(
        FFNetworkDefinition definition, Range layers, TrainingOptions options, LabelledImages? data = null, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(options);
        int all = definition.Layers.Length;
        (_first, int count) = Require.Selects(layers, all, nameof(layers)).GetOffsetAndLength(all);
        _last = _first + count - 1;
        Layers = new Range(_first, _last + 1);
        _options = options;
        _network = definition.Build(seed);
        try
        {
            PipelineGuard.Check(_network, Layers, options, data);
            _parts = Trainer.NamesOf(_network)[Layers];
            _heldData = data is null ? default : data.Lifetime.Enter();
            _batches = data is null ? null : MakeBatches(data);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The layers of the segment, counted from the first of the network.</summary>
    public Range Layers { get; }

    /// <summary>Whether the segment has the network's first layer, and makes the batches.</summary>
    public bool IsFirst => _first == 0;

    /// <summary>Whether the segment has the network's last layer, and hands on nothing.</summary>
    public bool IsLast => _last == _network.Layers.Count - 1;

    /// <summary>The shape of one row that the segment hands on, without the batch.</summary>
    public IReadOnlyList<long> OutputShape => [.. _network.LayerShapes().ElementAt(_last)];

    /// <summary>How many epochs the segment has learned, and ended with <see cref="EndEpoch"/>.</summary>
    public int EpochsDone { get; private set; }

    /// <summary>Begins the next epoch; the first segment draws the order of the images.</summary>
    /// <exception cref="InvalidOperationException">An epoch is under way, or all are done.</exception>
    public void BeginEpoch()
    {
        if (_losses is not null || EpochsDone == _options.Epochs)
            throw new InvalidOperationException(
                $"The segment has {(_losses is null ? "learned all of its" : "not ended the last of")} {_options.Epochs} epochs.");
        using IDisposable? outside = InferenceMode.Leave();
        _losses = new EpochLosses(_parts, EpochsDone + 1);
        _next = 0;
        _batches?.Shuffle();
    }

    /// <summary>The first segment makes the next batch of the epoch, and its layers learn from it.</summary>
    /// <returns>What the next segment learns from, which the caller disposes; null where the segment is the last.</returns>
    /// <exception cref="InvalidOperationException">The segment is not the first, or no epoch or no batch of it is left.</exception>
    /// <exception cref="TrainingDivergedException">Scores of labels are no numbers.</exception>
    public PipelineBatch? LearnNext()
    {
        if (_batches is null || _losses is null || _next == _batches.Count)
            throw new InvalidOperationException(
                _batches is null
                    ? "This segment is not the first of its pipeline: it learns from what the one before hands on. Call Learn."
                    : "The epoch has no batch left. Call EndEpoch and then BeginEpoch.");
        using IDisposable? outside = InferenceMode.Leave();
        using var recordNothing = no_grad();
        double progress = (EpochsDone + ((double)_next / _batches.Count)) / _options.Epochs;
        using TrainingBatch batch = MakeBatch(_batches, _losses);
        return Learn(batch.Input, batch.Labels, batch.TrueLabels, batch.Positives, progress);
    }

    /// <summary>The layers learn from what the segment before handed on.</summary>
    /// <param name="batch">
    /// Its rows, <c>[rows, …]</c>, in the shape that the segment before gives; the batches come in their order. The caller disposes it.
    /// </param>
    /// <returns>What the next segment learns from, which the caller disposes; null where the segment is the last.</returns>
    /// <exception cref="ArgumentException">The rows have another shape, or a label is no class.</exception>
    /// <exception cref="InvalidOperationException">The segment is the first, or no epoch was begun.</exception>
    public PipelineBatch? Learn(PipelineBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (IsFirst || _losses is null)
            throw new InvalidOperationException(
                IsFirst ? "The first segment of a pipeline makes its own batches. Call LearnNext." : "Call BeginEpoch before Learn.");
        Expect.Classes(batch.Labels, _network.Definition.Classes, batch.Rows.shape[0]);
        Expect.Classes(batch.TrueLabels, _network.Definition.Classes, batch.Rows.shape[0]);
        using IDisposable? outside = InferenceMode.Leave();
        using var recordNothing = no_grad();
        return Learn(batch.Rows, batch.Labels, batch.TrueLabels, batch.Positives, batch.Progress);
    }

    /// <summary>Ends the epoch.</summary>
    /// <returns>The mean loss of each layer of the segment.</returns>
    /// <exception cref="InvalidOperationException">No epoch is under way.</exception>
    /// <exception cref="TrainingDivergedException">A loss, or a number that a layer learned, is not finite.</exception>
    public IReadOnlyList<double> EndEpoch()
    {
        if (_losses is null)
            throw new InvalidOperationException("No epoch is under way. Call BeginEpoch.");
        double?[] means = _losses.Means();
        if (NonFinite.FindIn(State) is { } bad)
            throw new TrainingDivergedException(_parts[^1], EpochsDone + 1, _next, bad);
        _losses = null;
        EpochsDone++;
        return [.. means.Select(mean => mean ?? 0)];
    }

    /// <summary>Disposes the layers; the training images stay.</summary>
    public void Dispose()
    {
        _batches?.Dispose();
        _heldData.Dispose();
        _network.Dispose();
        _space.Dispose();
    }

    private PipelineBatch? Learn(LayerInput input, Tensor labels, Tensor trueLabels, long positives, double progress)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? handed = null;
        for (int layer = _first; layer <= _last; layer++)
        {
            LocalLayer learner = _network.Layers[layer];
            LayerInput own = handed is null ? input : handed;
            LearningStep step = learner.Learn(own, ContextFor(layer, labels, trueLabels, positives, progress));
            _losses!.Add(layer - _first, Own(step.Loss));
            Tensor? next = _options.PassOnUpdatedActivations && HandsOn(layer) ? learner.Pass(own) : step.Activations;
            if (!ReferenceEquals(next, step.Activations))
                _space.Free(step.Activations);
            _space.Free(handed);
            handed = next;
        }
        _next++;
        if (handed is null)
            return null;
        Tensor rows = handed.clone(); // What lies in the work space goes back to it.
        _space.Free(handed);
        return new PipelineBatch(Own(rows), Own(labels.alias()), Own(trueLabels.alias()), positives, progress);
    }

    private LearningContext ContextFor(int layer, Tensor labels, Tensor trueLabels, long positives, double progress) => new()
    {
        Labels = labels,
        TrueLabels = trueLabels,
        Positives = positives,
        Progress = progress,
        NeedsActivations = HandsOn(layer),
        WorkSpace = _space,
        Generator = _network.Random.Augmenting,
    };

    private bool HandsOn(int layer) => layer < _network.Layers.Count - 1;

    private TrainingBatches MakeBatches(LabelledImages data) => new(
        _network, data, _options, _network.ReadsPlainImages, _network.Definition.LearnsFrom == TrainingExamples.TwoViews, _space,
        IsLast ? null : RefuseToScore);

    private TrainingBatch MakeBatch(TrainingBatches batches, EpochLosses losses)
    {
        try
        {
            return batches.Get(_next);
        }
        catch (LabelScoresException)
        {
            losses.CheckNewest();
            throw new TrainingDivergedException(_parts[0], EpochsDone + 1, _next + 1, "score of a label");
        }
    }

    private Tensor RefuseToScore(Tensor images) => throw new InvalidOperationException(
        $"{_network.Definition.Negatives.GetType().Name} asks the whole network about labels, and the first segment of a pipeline has "
            + $"{_last + 1} of its {_network.Layers.Count} layers. Choose {nameof(FirstLayerSampler)} or {nameof(WrongLabelSampler)}.");

    private static Tensor Own(Tensor tensor) => tensor.DetachFromDisposeScope();
}
