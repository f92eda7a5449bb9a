using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>One run of backpropagation through the layers of a network.</summary>
internal sealed class BackpropTrainer : TrainingLoop
{
    private readonly BackpropTwin _twin;
    private readonly AdamOptimizer _optimizer;
    private TrainingBatch? _kept; // The one batch of a run whose batches are all the same.

    public BackpropTrainer(BackpropTwin twin, LabelledImages data, TrainingOptions options)
        : base(
            twin.Network, ["the network trained by backpropagation"], data, options,
            new TrainingBatches(twin.Network, data, options, plain: true, views: false, WorkSpace.None), options.Epochs)
    {
        _twin = twin;
        _optimizer = new AdamOptimizer(Parts[0], twin.Parameters, twin.Definition.Optimizer);
    }

    protected override IReadOnlyList<NamedTensor> Learned =>
        [.. _twin.Network.Tensors, .. _twin.Readouts.SelectMany(readout => readout.Parameters)];

    protected override IEnumerable<NamedTensor> OptimizerState => _optimizer.State;

    protected override string ScheduleName => "Backpropagation";

    protected override string PlanOf(int epochsWanted) =>
        _twin.DeepSupervision ? "backpropagation with deep supervision" : "backpropagation";

    protected override string? FindObstacle(int fewer, int done) => RunExtension.FindObstacle([_twin.Definition.Optimizer]);

    public override void Dispose()
    {
        _kept?.Dispose();
        _optimizer.Dispose();
        base.Dispose();
    }

    protected override Tensor Predict(Tensor images) => _twin.Predict(images);

    protected override string PartOf(string tensor) => Parts[0];

    protected override void LearnBatch(int epoch, int index, EpochLosses losses)
    {
        using DisposeScope scope = NewDisposeScope();
        TrainingBatch batch = _kept ?? Batches.Get(index);
        _kept = Batches.AreConstant ? batch : null;
        using TrainingBatch? passing = _kept is null ? batch : null;
        double progress = (epoch + ((double)index / Batches.Count)) / Options.Epochs;
        LearningContext context =
            new() { Labels = batch.Labels, Positives = batch.Positives, Progress = progress, Generator = _twin.Network.Random.Augmenting };
        using GradientAccumulation gradients = new(Parts[0], _twin.Parameters, WorkSpace.None);
        gradients.Watch(_twin.Parameters);
        using (enable_grad())
        {
            Tensor loss = Measure(batch, context);
            loss.backward();
            losses.Add(0, loss.detach());
        }
        _optimizer.Step(gradients.Sum(), progress);
    }

    private Tensor Measure(TrainingBatch batch, LearningContext context)
    {
        Tensor activations = _twin.Network.WithoutLabel(batch.Input.Rows);
        List<Tensor> losses = [];
        for (int layer = 0; layer < _twin.Network.Layers.Count; layer++)
        {
            activations = _twin.Network.Layers[layer].ForwardWhileLearning(activations, context);
            if (_twin.Readouts.SingleOrDefault(readout => readout.Layer == layer) is { } readout)
                losses.Add(nn.functional.cross_entropy(readout.Read(activations), batch.Labels));
        }
        return stack(losses, 0).sum([0]);
    }
}
