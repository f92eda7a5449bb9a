using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <content>Parts that give something else than their contract asks.</content>
public sealed partial class PartContractTests
{
    private sealed class Sampler(Func<LabelledBatch, LabelledBatch> sample) : INegativeSampler
    {
        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) => sample(positives);
    }

    private sealed class FrankSampler : INegativeSampler
    {
        bool INegativeSampler.MayCarryTrueLabels => true;

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) => positives;
    }

    private sealed class ShrinkingSampler : CorruptingSampler
    {
        public override Tensor Corrupt(LabelledBatch images, Tensor shownLabels, SamplingContext context) =>
            ReferenceEquals(shownLabels, images.Labels) ? images.Images.narrow(2, 0, 5) : images.Images.clone();
    }

    private sealed class Goodness(Func<Tensor, Tensor> measure) : IGoodness
    {
        public Tensor Measure(Tensor activations) => measure(activations);
    }

    private sealed class BackwardGoodness : IDifferentiableGoodness
    {
        public Tensor Measure(Tensor activations) => activations.mean([1]);

        public Tensor Derivative(Tensor activations) => ones_like(activations);

        public Tensor PullBack(Tensor activations, Tensor slope) => slope;
    }

    private sealed class Loss(Func<Tensor, Tensor, Tensor> loss) : IContrastiveLoss
    {
        Tensor IContrastiveLoss.Loss(Tensor positive, Tensor negative) => loss(positive, negative);
    }

    private sealed class SteepLoss : IDifferentiableContrastiveLoss
    {
        public Tensor Loss(Tensor positive, Tensor negative) => (negative - positive).mean();

        public (Tensor Loss, Tensor Positive, Tensor Negative) Differentiate(Tensor positive, Tensor negative) =>
            (Loss(positive, negative), positive.repeat(2), negative);
    }

    private sealed class ClassLoss : IClassLoss
    {
        public Tensor Loss(Tensor goodness, Tensor labels) => goodness;
    }

    private sealed class Modulation(Func<Tensor, Tensor> modulate) : IModulation
    {
        public Tensor Modulate(Tensor goodness, ModulationContext context) => modulate(goodness);
    }

    private sealed class Signals() : SignalModulation(0.5, learnScale: false)
    {
        protected override Tensor Signal(Tensor goodness, ModulationContext context) => goodness.mean();
    }

    private sealed class Collaboration : ICollaboration
    {
        public Tensor? Contribution(int layer, IReadOnlyList<Tensor> goodness) => goodness[0].unsqueeze(1);
    }

    private sealed class Normalisation(Func<Tensor, Tensor> normalise) : INormalisation
    {
        public Tensor Normalise(Tensor input) => normalise(input);
    }

    private sealed class Embedding(Func<Tensor, Tensor> embed) : ILabelEmbedding
    {
        public Tensor Embed(Tensor images, Tensor labels, int classes) => embed(images);

        public Tensor EmbedNeutral(Tensor images, int classes) => images.clone();
    }

    private sealed class CorruptedEmbedding : ILabelEmbedding
    {
        public Tensor Embed(Tensor images, Tensor labels, int classes) => images.clone();

        public Tensor EmbedCorrupted(Tensor images, Tensor labels, int classes, Tensor clean) => images.flatten(1);

        public Tensor EmbedNeutral(Tensor images, int classes) => images.clone();
    }

    private sealed class NeutralEmbedding : ILabelEmbedding
    {
        public Tensor Embed(Tensor images, Tensor labels, int classes) => images.clone();

        public Tensor EmbedNeutral(Tensor images, int classes) => images.flatten(1);
    }

    private class Appended(int values) : ILabelEmbedding
    {
        protected AppendedLabel Inner { get; } = new();

        public int AppendedValues(int classes) => values;

        public Tensor Embed(Tensor images, Tensor labels, int classes) => Inner.Embed(images, labels, classes);

        public Tensor EmbedNeutral(Tensor images, int classes) => Inner.EmbedNeutral(images, classes);
    }

    private sealed class AppendedOverlay() : Appended(2), ILabelOverlay
    {
        public Tensor LabelValue(Tensor images) => Inner.LabelValue(images);
    }

    private sealed class Overlay : ILabelOverlay
    {
        private readonly FirstPixelsOverlay _inner = new();

        public Tensor Embed(Tensor images, Tensor labels, int classes) => _inner.Embed(images, labels, classes);

        public Tensor EmbedNeutral(Tensor images, int classes) => _inner.EmbedNeutral(images, classes);

        public Tensor LabelValue(Tensor images) => ones(images.shape[0]);
    }

    private sealed class LayerKind(Func<Tensor, Tensor> forward, Objective? objective = null) : LayerDefinition
    {
        public override string Name => "Own";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [inputShape.Size()];

        public override LocalLayer Create(LayerContext context) => new Layer(forward, context, objective);
    }

    private sealed class Layer(Func<Tensor, Tensor> forward, LayerContext context, Objective? objective)
        : LocalLayer("Own", context, objective)
    {
        public override Tensor Forward(Tensor input) => forward(input.flatten(1));
    }

    private sealed class Objective : LocalObjective
    {
        public Func<Tensor, Tensor> Goodness { get; init; } = rows => rows.mean([1]);

        public Func<Tensor, Tensor>? Judged { get; init; }

        public Func<Tensor, Tensor> OfJudged { get; init; } = judged => judged.mean();

        public override Tensor Measure(Tensor activations) => Goodness(activations);

        public override Tensor Read(Tensor activations, Tensor goodness) => Judged?.Invoke(activations) ?? goodness;

        public override Tensor Loss(Tensor judged, LearningContext context) => OfJudged(judged);
    }
}
