using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// What the network makes of one batch, from before any layer learned from it; computed layer by layer, and no further than someone asks.
/// </summary>
internal sealed class BatchActivations : IDisposable
{
    private readonly FFNetwork _network;
    private readonly WorkSpace _space;
    private readonly Tensor?[] _activations;
    private readonly Tensor?[] _goodness;
    private readonly List<Tensor> _neutral = [];
    private Tensor? _probabilities;

    /// <summary>Takes the batch over.</summary>
    public BatchActivations(FFNetwork network, TrainingBatch batch, WorkSpace space)
    {
        _network = network;
        _space = space;
        _activations = new Tensor?[network.Layers.Count];
        _goodness = new Tensor?[network.Layers.Count];
        Batch = batch;
    }

    public TrainingBatch Batch { get; }

    /// <summary>Every layer's goodness, each computed when it is read.</summary>
    public IReadOnlyList<Tensor> Goodness => new ListOnDemand<Tensor>(_goodness.Length, GoodnessOf);

    public LayerInput InputOf(int layer) => layer > 0 ? ActivationsOf(layer - 1) : Batch.Input;

    public Tensor ActivationsOf(int layer) => _activations[layer] ??= Compute(() => _network.Layers[layer].Pass(InputOf(layer)));

    public Tensor GoodnessOf(int layer) => _goodness[layer] ??= Compute(() => _network.Layers[layer].Measure(ActivationsOf(layer)));

    /// <summary>
    /// The head's opinion of each row, <c>[rows, classes]</c>; of unlabelled images, a negative row has that of its partner.
    /// </summary>
    public Tensor ProbabilitiesBy(SoftmaxHead head) => _probabilities ??= Compute(() =>
    {
        using Tensor logarithms = head.Classify(ReadBy(head));
        using Tensor probabilities = logarithms.exp();
        return probabilities.repeat(Batch.Labels.shape[0] / probabilities.shape[0], 1);
    });

    /// <summary>
    /// What a head reads: every layer's activations, of the rows as they are or of the positives' images without a label.
    /// </summary>
    public IReadOnlyList<Tensor> ReadBy(SoftmaxHead head)
    {
        if (head.Options.ReadsShownLabel || _network.Definition.LearnsFrom == TrainingExamples.Images)
            return new ListOnDemand<Tensor>(_activations.Length, ActivationsOf);
        if (_neutral.Count == 0)
        {
            using DisposeScope scope = NewDisposeScope();
            using var recordNothing = no_grad();
            _neutral.AddRange(_network.ForwardNeutral(Batch.Images).Select(layer => layer.DetachFromDisposeScope()));
        }
        return _neutral;
    }

    /// <summary>One learning step of the head on the positives.</summary>
    public void Teach(SoftmaxHead head, double progress)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = Batch.TrueLabels.narrow(0, 0, Batch.Positives);
        head.Learn([.. ReadBy(head).Select(layer => layer.narrow(0, 0, Batch.Positives))], labels, progress);
    }

    /// <summary>Keeps what a layer computed while it learned: the same from before its update.</summary>
    public void Keep(int layer, LearningStep step)
    {
        Drop(_activations, layer);
        Drop(_goodness, layer);
        _activations[layer] = step.Activations?.DetachFromDisposeScope();
        _goodness[layer] = step.Goodness.DetachFromDisposeScope();
    }

    /// <summary>Forgets a layer's activations, to be called where nobody asks for them any more.</summary>
    public void Forget(int layer) => Drop(_activations, layer);

    /// <summary>
    /// Forgets all that depends on a layer and those above it. Of those below, their goodness stays and the input of the layer.
    /// </summary>
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
        for (int layer = 0; layer < _activations.Length; layer++)
        {
            Drop(_activations, layer);
            Drop(_goodness, layer);
        }
        ForgetReading();
        Batch.Dispose();
    }

    private void Drop(Tensor?[] tensors, int index)
    {
        _space.Free(tensors[index]);
        tensors[index] = null;
    }

    private static Tensor Compute(Func<Tensor> compute)
    {
        using var recordNothing = no_grad();
        return compute().DetachFromDisposeScope();
    }

    private void ForgetReading()
    {
        _neutral.ForEach(tensor => tensor.Dispose());
        _neutral.Clear();
        _probabilities?.Dispose();
        _probabilities = null;
    }
}
