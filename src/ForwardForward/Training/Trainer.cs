using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>One run of layer-local training: which layer learns from what.</summary>
internal sealed partial class Trainer : TrainingLoop
{
    private readonly FFNetwork _network;
    private readonly WorkSpace _space;
    private readonly LayerInputs _inputs;
    private readonly LayerClock _clock;
    private readonly bool _forgets;

    public Trainer(FFNetwork network, LabelledImages data, TrainingOptions options)
        : this(network, data, options, new LayerClock(options.Schedule, options.Epochs, network.Layers.Count), WorkSpace.Create())
    {
    }

    // The clock first: batches draw negatives, which a schedule that does not fit should not have moved the generator for.
    private Trainer(FFNetwork network, LabelledImages data, TrainingOptions options, LayerClock clock, WorkSpace space)
        : base(network, NamesOf(network), data, options, new TrainingBatches(
            network, data, options, network.ReadsPlainImages, network.Definition.LearnsFrom == TrainingExamples.TwoViews, space),
            clock.Epochs)
    {
        _network = network;
        _space = space;
        _inputs = new LayerInputs(network, Batches, space);
        _clock = clock;
        _forgets = network.Head is null && network.Definition.Collaboration is NoCollaboration
            && network.Layers.All(layer => !layer.AsksOtherLayers);
    }

    public override void Dispose()
    {
        _inputs.Dispose();
        base.Dispose();
        _space.Dispose();
    }

    protected override void LearnBatch(int epoch, int index, EpochLosses losses)
    {
        using DisposeScope scope = NewDisposeScope();
        (int first, int last) = _clock.LearningLayers(epoch);
        BatchActivations batch = _inputs.Get(first, index);
        if (_network.Head is { } reader)
            batch.ReadBy(reader); // What the head learns from is from before the layers' updates, as everything else of a batch.
        LayerInput? updated = null;
        for (int layer = first; layer <= last; layer++)
        {
            LocalLayer learner = _network.Layers[layer];
            if (_clock.Learns(layer, epoch))
            {
                LearningContext context = ContextFor(
                    layer, batch, _clock.Progress(layer, epoch, (double)index / Batches.Count),
                    needsActivations: !_forgets || layer < last);
                LearningStep step = learner.Learn(updated ?? batch.InputOf(layer), context);
                losses.Add(layer, step.Loss);
                Goodness?.Add(layer, step.Goodness, batch.Batch.Positives);
                batch.Keep(layer, step);
            }
            if (_forgets && layer > first)
                batch.Forget(layer - 1);
            if (Options.PassOnUpdatedActivations && layer < last)
                updated = learner.Pass(updated ?? batch.InputOf(layer));
        }
        if (_network.Head is { } head)
            batch.Teach(head, (epoch + ((double)index / Batches.Count)) / _clock.Epochs);
    }

    private LearningContext ContextFor(int layer, BatchActivations batch, double progress, bool needsActivations) => new()
    {
        Labels = batch.Batch.Labels,
        TrueLabels = batch.Batch.TrueLabels,
        Positives = batch.Batch.Positives,
        Progress = progress,
        NeedsActivations = needsActivations,
        WorkSpace = _space,
        Contribution = _network.Definition.Collaboration.ContributionChecked(layer, batch.Goodness, batch.Batch.Labels),
        Generator = _network.Random.Augmenting,
        ActivationsAt = offset => Exists(layer + offset) ? batch.ActivationsOf(layer + offset) : null,
        GoodnessAt = offset => Exists(layer + offset) ? batch.GoodnessOf(layer + offset) : null,
        ClassProbabilities = () => batch.ProbabilitiesBy(_network.Head!),
    };

    private bool Exists(int layer) => layer >= 0 && layer < _network.Layers.Count;
}
