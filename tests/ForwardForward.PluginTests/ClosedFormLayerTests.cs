using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Tests;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>A layer of a user's own learns by everything that makes a built-in layer fast, and computes the same.</summary>
public sealed class ClosedFormLayerTests
{
    [Fact]
    public void Fit_FirstLayerOfOnesOwn_EqualsTheDenseLayer()
    {
        using LabelledImages train = SyntheticImages.Create(120), unseen = SyntheticImages.Create(30, seed: 2);
        using FFNetwork dense = NetworkOf(new DenseLayerDefinition(16)), own = NetworkOf(new ClosedFormDefinition(16));
        Values(own.Layers[0].Parameters[0].Value).Should().Equal(Values(dense.Layers[0].Parameters[0].Value), "one seed draws both");

        dense.Fit(train, new TrainingOptions { Epochs = 2, BatchSize = 20 });
        own.Fit(train, new TrainingOptions { Epochs = 2, BatchSize = 20 });

        ShouldHaveLearnedTheSame(own, dense);
        own.ScoreLabels(unseen.Images).ShouldBeClose(dense.ScoreLabels(unseen.Images), 1e-4);
        Layer(own).SharedParts.Should().Be(12, "training hands images and labels apart in each of six batches of two epochs");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Learn_LargeBatchInMicroBatches_EqualsTheBatchAsAWhole(bool showsLabels)
    {
        using FFNetwork split = NetworkOf(new ClosedFormDefinition(16)),
            whole = NetworkOf(new ClosedFormDefinition(16) { RowByRow = false });

        for (int step = 0; step < 3; step++)
        {
            using LayerInput input = showsLabels ? Images(step, count: 1_250) : Random(step, 2_500, 36);
            ShouldTakeTheSameStep(split, whole, input);
        }

        ShouldHaveLearnedTheSame(split, whole);
        Layer(split).LearnedRows.Should().Equal(1_000, 1_000, 500, 1_000, 1_000, 500, 1_000, 1_000, 500);
        Layer(whole).LearnedRows.Should().Equal(2_500, 2_500, 2_500);
    }

    [Fact]
    public void Learn_ImagesApartFromLabels_EqualsPlainRows()
    {
        using FFNetwork apart = NetworkOf(new ClosedFormDefinition(16)),
            rows = NetworkOf(new ClosedFormDefinition(16) { SharesImages = false });

        for (int step = 0; step < 3; step++)
        {
            using LayerInput input = Images(step, count: 20);
            ShouldTakeTheSameStep(apart, rows, input);
            Layer(apart).Forward(input).ShouldBeClose(Layer(rows).Forward(input.Rows), 1e-4);
        }

        ShouldHaveLearnedTheSame(apart, rows);
        (Layer(apart).SharedParts, Layer(rows).SharedParts).Should().Be((3, 0));
    }

    [Fact]
    public void ScoreLabels_ImagesApartFromLabels_EqualsPlainRows()
    {
        using LabelledImages unseen = SyntheticImages.Create(30);
        using FFNetwork apart = NetworkOf(new ClosedFormDefinition(16)),
            rows = NetworkOf(new ClosedFormDefinition(16) { SharesImages = false });

        apart.ScoreLabels(unseen.Images).ShouldBeClose(rows.ScoreLabels(unseen.Images), 1e-4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_LayerThatAsksOtherLayers_HearsWhatTheyGaveBeforeTheyLearned(bool asks)
    {
        using LabelledImages train = SyntheticImages.Create(24);
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .AddLayer(new ListeningDefinition()).AddDense(12).AddLayer(new ListeningDefinition { Asks = asks }).Build();

        network.Fit(train, new TrainingOptions { Epochs = 2, BatchSize = 8 });

        double gave = BufferOf(network.Layers[0], "gave"), heard = BufferOf(network.Layers[2], "heard");
        (gave > 0).Should().BeTrue();
        heard.Equals(gave).Should().Be(asks, "activations that nobody asks for are not kept, and come anew from a layer that has learned");

        static double BufferOf(LocalLayer layer, string name) =>
            layer.Buffers.Single(buffer => string.Equals(buffer.Name, name, StringComparison.Ordinal)).Value.item<float>();
    }

    // Three classes on 6×6 pixels. The large ε keeps Adam from blowing the rounding of small gradients up.
    private static FFNetwork NetworkOf(LayerDefinition layer) => new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
        .WithNegatives(new WrongLabelSampler())
        .WithOptimizer(new AdamOptions { LearningRate = 0.01, Epsilon = 1e-4 }).AddLayer(layer).Build();

    private static ClosedFormLayer Layer(FFNetwork network) => (ClosedFormLayer)network.Layers[0];

    /// <summary>Two blocks of the same images: each with a label, then with the next.</summary>
    private static LayerInput Images(long seed, int count)
    {
        Tensor labels = arange(count, int64);
        return LayerInput.FromImages(
            Random(seed, count, 1, 6, 6), cat([labels.remainder(3), (labels + 1).remainder(3)], 0), new FirstPixelsOverlay(), classes: 3);
    }

    private static void ShouldTakeTheSameStep(FFNetwork network, FFNetwork other, LayerInput input)
    {
        LearningContext context = new() { Labels = zeros([input.Count], int64), Positives = input.Count / 2, Progress = 0 };
        using LearningStep step = network.Layers[0].Learn(input, context), expected = other.Layers[0].Learn(input, context);

        step.Activations!.ShouldBeClose(expected.Activations!, 1e-4);
        step.Goodness.ShouldBeClose(expected.Goodness, 1e-4);
        step.Loss.ShouldBeClose(expected.Loss, 1e-4);
    }

    private static void ShouldHaveLearnedTheSame(FFNetwork network, FFNetwork other)
    {
        foreach ((NamedTensor learned, NamedTensor expected) in network.Layers[0].Parameters.Zip(other.Layers[0].Parameters))
            learned.Value.ShouldBeClose(expected.Value, 1e-4);
    }

    private sealed class ListeningDefinition : LayerDefinition
    {
        public bool Asks { get; init; }

        public override string Name => "Listening 8";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [8];

        public override LocalLayer Create(LayerContext context) => new ListeningLayer(this, context);
    }

    /// <summary>Keeps the sum of what it gave to the last batch, and of what the layer two places below gave.</summary>
    private sealed class ListeningLayer : LocalLayer
    {
        private readonly ListeningDefinition _definition;
        private readonly Tensor _weight;
        private readonly Tensor _gave;
        private readonly Tensor _heard;

        public ListeningLayer(ListeningDefinition definition, LayerContext context)
            : base(definition.Name, context)
        {
            _definition = definition;
            long inputs = context.InputShape.Size();
            _weight = AddParameter("weight", context.InitialValues.He(inputs, 8, inputs));
            _gave = AddBuffer("gave", context.InitialValues.Constant(0));
            _heard = AddBuffer("heard", context.InitialValues.Constant(0));
        }

        public override bool AsksOtherLayers => _definition.Asks;

        public override Tensor Forward(Tensor input) => nn.functional.linear(input.flatten(1), _weight).relu();

        protected override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
        {
            Tensor activations = Forward(input);
            _gave.copy_(activations.detach().flatten().sum([0]));
            if (context.ActivationsAt(-2) is { } below)
                _heard.copy_(below.flatten().sum([0]));
            return activations;
        }
    }
}
