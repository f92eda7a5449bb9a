using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// What the network makes of one batch, from before any layer learned from it; computed layer by layer, and no further than someone asks.
/// </summary>
internal sealed class BatchActivations : IDisposable
{
    private readonly FFNetwork _network;
    private readonly Tensor?[] _activations;
    private readonly Tensor?[] _goodness;
    private readonly List<Tensor> _neutral = [];
    private Tensor? _shown;
    private ScaledImages? _scaled;
    private Tensor? _probabilities;

    /// <summary>Takes over the batch's tensors.</summary>
    public BatchActivations(FFNetwork network, TrainingBatch batch)
    {
        _network = network;
        _activations = new Tensor?[network.Layers.Count];
        _goodness = new Tensor?[network.Layers.Count];
        Batch = batch;
        foreach (Tensor tensor in BatchTensors)
            tensor.DetachFromDisposeScope();
    }

    public TrainingBatch Batch { get; }

    /// <summary>Every layer's goodness, each computed when it is read.</summary>
    public IReadOnlyList<Tensor> Goodness => new ListOnDemand<Tensor>(_goodness.Length, GoodnessOf);

    private IEnumerable<Tensor> BatchTensors =>
        new[] { Batch.Input, Batch.Overlaid?.Images, Batch.Overlaid?.Value, Batch.Labels, Batch.TrueLabels, Batch.Images }.OfType<Tensor>();

    /// <summary>The images apart from their labels, as the first layer multiplies them; null where the batch does not give them so.</summary>
    public ScaledImages? ScaledImages => _scaled ??= Batch.Overlaid is { } overlaid ? Scale(overlaid) : null;

    public Tensor InputOf(int layer) => layer > 0 ? ActivationsOf(layer - 1) : Batch.Input ?? (_shown ??= Compute(() => Batch.Overlaid!.Show(Batch.Labels)));

    public Tensor ActivationsOf(int layer) => _activations[layer] ??= Compute(() => layer == 0 && ScaledImages is { } images
        ? ((DenseLayer)_network.Layers[0]).Forward(images, Batch.Labels)
        : _network.Layers[layer].Forward(InputOf(layer)));

    public Tensor GoodnessOf(int layer) => _goodness[layer] ??= Compute(() => _network.Layers[layer].Measure(ActivationsOf(layer)));

    /// <summary>The head's opinion of each row, <c>[rows, classes]</c>; of unlabelled images, a negative row has that of its partner.</summary>
    public Tensor ProbabilitiesBy(SoftmaxHead head) => _probabilities ??= Compute(() =>
    {
        using Tensor logarithms = head.Classify(ReadBy(head));
        using Tensor probabilities = logarithms.exp();
        return probabilities.repeat(Batch.Labels.shape[0] / probabilities.shape[0], 1);
    });

    /// <summary>One learning step of the head on the positives.</summary>
    public void Teach(SoftmaxHead head, double progress)
    {
        using var scope = NewDisposeScope();
        Tensor labels = Batch.TrueLabels.narrow(0, 0, Batch.Positives);
        head.Learn([.. ReadBy(head).Select(layer => layer.narrow(0, 0, Batch.Positives))], labels, progress);
    }

    /// <summary>Keeps what a layer computed while it learned: the same from before its update.</summary>
    public void Keep(int layer, LayerStep step)
    {
        _activations[layer]?.Dispose();
        _activations[layer] = step.Activations.DetachFromDisposeScope();
        _goodness[layer]?.Dispose();
        _goodness[layer] = step.Goodness.DetachFromDisposeScope();
    }

    /// <summary>Forgets a layer's activations, to be called where nobody asks for them any more.</summary>
    public void Forget(int layer) => Drop(_activations, layer);

    /// <summary>Forgets all that depends on a layer and those above it. Of those below, their goodness stays and the input of the layer.</summary>
    public void ForgetFrom(int layer)
    {
        for (int index = 0; index < _activations.Length; index++)
        {
            if (index != layer - 1)
                Drop(_activations, index);
            if (index >= layer)
                Drop(_goodness, index);
        }
        ForgetReading();
    }

    public void Dispose()
    {
        foreach (Tensor? tensor in _activations.Concat(_goodness).Concat(BatchTensors).Append(_shown).Append(_scaled?.Rows).Append(_scaled?.Pixel))
            tensor?.Dispose();
        ForgetReading();
    }

    private ScaledImages Scale(OverlaidImages images)
    {
        using var still = no_grad();
        ScaledImages scaled = ((DenseLayer)_network.Layers[0]).Scale(images);
        scaled.Rows.DetachFromDisposeScope();
        scaled.Pixel.DetachFromDisposeScope();
        return scaled;
    }

    private static void Drop(Tensor?[] tensors, int index)
    {
        tensors[index]?.Dispose();
        tensors[index] = null;
    }

    private static Tensor Compute(Func<Tensor> compute)
    {
        using var still = no_grad();
        return compute().DetachFromDisposeScope();
    }

    /// <summary>What a head reads: every layer's activations, of the rows as they are or of the positives' images without a label.</summary>
    private IReadOnlyList<Tensor> ReadBy(SoftmaxHead head)
    {
        if (head.Options.ReadsShownLabel || _network.Definition.LearnsFrom == TrainingExamples.Images)
            return new ListOnDemand<Tensor>(_activations.Length, ActivationsOf);
        if (_neutral.Count == 0)
        {
            using var still = no_grad();
            using var scope = NewDisposeScope();
            _neutral.AddRange(_network.ForwardNeutral(Batch.Images).Select(layer => layer.DetachFromDisposeScope()));
        }
        return _neutral;
    }

    private void ForgetReading()
    {
        _neutral.ForEach(tensor => tensor.Dispose());
        _neutral.Clear();
        _probabilities?.Dispose();
        _probabilities = null;
    }
}
