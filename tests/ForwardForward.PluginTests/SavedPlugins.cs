using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>One plugin of each kind, with settings and, where the kind may have it, with state.</summary>
internal static class SavedPlugins
{
    public sealed class StepSampler : INegativeSampler
    {
        public int Step { get; init; } = 1;

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) =>
            positives with { Labels = (positives.Labels + Step).remainder_(context.Classes) };
    }

    public sealed class PowerGoodness(double power = 3) : IGoodness
    {
        public double Power => power;

        public Tensor Measure(Tensor activations) => activations.flatten(1).abs().pow(power).mean([1]);
    }

    public sealed class FocalLoss(double focus) : IClassLoss
    {
        public double Focus => focus;

        public Tensor Loss(Tensor goodness, Tensor labels) => nn.functional.cross_entropy(goodness * focus, labels);
    }

    public sealed class HalfOf(INormalisation other) : INormalisation
    {
        public INormalisation Other => other;

        public Tensor Normalise(Tensor input) => other.Normalise(input) / 2;
    }

    public sealed class BestLayer : ICollaboration
    {
        public Tensor? Contribution(int layer, IReadOnlyList<Tensor> goodness) => stack([.. goodness], 0).amax([0]) * 0.1;
    }

    public sealed class WarmUp(int steps) : IModulation
    {
        public int Steps => steps;

        public IReadOnlyList<NamedTensor> CreateBuffers(Device device) => [new("taken", zeros([], int64))];

        public Tensor Modulate(Tensor goodness, ModulationContext context) =>
            goodness * Math.Min(1.0, (double)context.Kept("taken").add_(1).item<long>() / steps);
    }

    public sealed class ScaledLayerDefinition(int units) : LayerDefinition
    {
        public int Units => units;

        public double Gain { get; init; } = 1;

        public override string Name => $"Scaled {Units}";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [Units];

        public override LocalLayer Create(LayerContext context) => new ScaledLayer(this, context);
    }

    private sealed class ScaledLayer : LocalLayer
    {
        private readonly ScaledLayerDefinition _definition;
        private readonly Tensor _map;
        private readonly Tensor _seen;

        public ScaledLayer(ScaledLayerDefinition definition, LayerContext context)
            : base(definition.Name, context)
        {
            _definition = definition;
            _map = AddParameter("map", context.InitialValues.Uniform(1, definition.Units, context.InputShape.Size()));
            _seen = AddBuffer("seen", zeros([], int64));
        }

        public override Tensor Forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            return (nn.functional.linear(input.flatten(1), _map).relu() * _definition.Gain).MoveToOuterDisposeScope();
        }

        protected override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
        {
            using var recordNothing = no_grad();
            _seen.add_(input.shape[0]);
            using var recording = enable_grad();
            return Forward(input);
        }
    }
}
