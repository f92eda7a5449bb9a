using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>Strategies of a user's own that return each hostile tensor, trained and evaluated in a network.</summary>
internal static class HostilePlugins
{
    private static readonly (string Name, Func<Rubbish, FFNetworkBuilder> Build)[] Places =
    [
        ("sampler's images", rubbish => SavedNetworks.Bare().AddDense(8).AddDense(6).WithNegatives(new RubbishImages(rubbish))),
        ("sampler's labels", rubbish => SavedNetworks.Bare().AddDense(8).AddDense(6).WithNegatives(new RubbishLabels(rubbish))),
        ("goodness", rubbish => SavedNetworks.Bare().AddDense(8).AddDense(6).WithGoodness(rubbish)),
        ("loss", rubbish => SavedNetworks.Bare().AddDense(8).AddDense(6).WithLoss(rubbish)),
        ("embedding", rubbish => SavedNetworks.Bare().AddDense(8).AddDense(6).WithLabelEmbedding(rubbish)),
        ("normalisation", rubbish => SavedNetworks.Bare().AddDense(8).AddDense(6).WithInputNormalisation(rubbish)),
        ("modulation", rubbish => SavedNetworks.Bare().AddDense(8).AddDense(6).WithModulation(rubbish)),
        ("collaboration", rubbish => SavedNetworks.Bare().AddDense(8).AddDense(6).WithCollaboration(rubbish)),
        ("class loss", rubbish => SavedNetworks.Bare().AddProjection(8).AddLayer(
            new ProjectionLayerDefinition(6) { Projection = new ProjectionOptions { Loss = rubbish } })),
        ("layer's gradient", rubbish => SavedNetworks.Bare().AddLayer(new RubbishGradients(rubbish))),
        ("class loss on a map", rubbish => SavedNetworks.Bare().AddLayer(new CwcBlockDefinition(6) { Loss = rubbish })),
    ];

    public static IEnumerable<HostileCall> Calls() =>
        from place in Places
        from tensor in HostileTensors.All
        select new HostileCall($"a network whose {place.Name} gives {tensor.Name}", () => Use(place.Build(new Rubbish(tensor))));

    private static void Use(FFNetworkBuilder builder)
    {
        using LabelledImages data = SyntheticImages.Create(4);
        using FFNetwork network = builder.Build();
        Exception? first = null;
        try
        {
            network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 4 });
        }
        catch (Exception cause)
        {
            first = cause;
        }
        network.Evaluate(data);
        if (first is not null)
            throw first;
    }

    private sealed class Rubbish(HostileArgument tensor)
        : IGoodness, IContrastiveLoss, IClassLoss, ILabelEmbedding, INormalisation, IModulation, ICollaboration
    {
        public Tensor Give() => (Tensor)tensor.Create()!;

        public Tensor Measure(Tensor activations) => Give();

        public Tensor Loss(Tensor positive, Tensor negative) => Give();

        public Tensor Embed(Tensor images, Tensor labels, int classes) => Give();

        public Tensor EmbedNeutral(Tensor images, int classes) => Give();

        public Tensor Normalise(Tensor input) => Give();

        public Tensor Modulate(Tensor goodness, ModulationContext context) => Give();

        public Tensor? Contribution(int layer, IReadOnlyList<Tensor> goodness) => Give();
    }

    private sealed class RubbishImages(Rubbish rubbish) : INegativeSampler
    {
        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) => positives with { Images = rubbish.Give() };
    }

    private sealed class RubbishLabels(Rubbish rubbish) : INegativeSampler
    {
        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) => positives with { Labels = rubbish.Give() };
    }

    private sealed class RubbishGradients(Rubbish rubbish) : LayerDefinition
    {
        public override string Name => "Rubbish";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [8];

        public override LocalLayer Create(LayerContext context) => new RubbishLayer(rubbish, context);
    }

    private sealed class RubbishLayer : LocalLayer
    {
        private readonly Rubbish _rubbish;
        private readonly Tensor _weight;

        public RubbishLayer(Rubbish rubbish, LayerContext context)
            : base("Rubbish", context)
        {
            _rubbish = rubbish;
            _weight = AddParameter("weight", Tensors.Random(1, 8, SyntheticImages.Shape.Size));
        }

        public override Tensor Forward(Tensor input) => nn.functional.linear(input.flatten(1), _weight).relu();

        protected internal override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients) =>
            part.Activations = Forward(part.Input.Rows);

        protected internal override void GoBack(
            MicroBatch part, Tensor gradient, LearningContext context, GradientAccumulation gradients) =>
            gradients.Add(_weight, _rubbish.Give());
    }
}
