using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Tests;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>A layer kind of a user's own, which states only how it computes forward.</summary>
public sealed class OwnLayerTests
{
    [Fact]
    public void Learn_OwnLayer_EqualsTheClosedFormOfTheDenseLayer()
    {
        using FFNetwork denseNetwork = NetworkOf(new DenseLayerDefinition(8)), ownNetwork = NetworkOf(new OwnDefinition(8));
        (LocalLayer dense, LocalLayer own) = (denseNetwork.Layers[0], ownNetwork.Layers[0]);
        own.Parameters[0].Value.copy_(dense.Parameters[0].Value);
        own.Parameters[1].Value.copy_(dense.Parameters[1].Value);

        for (int step = 0; step < 20; step++)
        {
            Tensor input = Random(step, 10, 6);
            double denseLoss = dense.Learn(input, Halves(input)).Loss.ToDouble();
            own.Learn(input, Halves(input)).Loss.ToDouble().Should().BeApproximately(denseLoss, 1e-5);
        }

        own.Parameters[0].Value.ShouldBeClose(dense.Parameters[0].Value, 1e-5);
        own.Parameters[1].Value.ShouldBeClose(dense.Parameters[1].Value, 1e-5);
    }

    [Fact]
    public void Learn_InputThatRecordsGradients_GetsNone()
    {
        using FFNetwork network = NetworkOf(new OwnDefinition(8));
        LocalLayer own = network.Layers[0];
        Tensor before = Random(1, 10, 6).requires_grad_();
        Tensor input = before * 2;

        LearningStep step = own.Learn(input, Halves(input));

        before.grad.Should().BeNull("no gradient may cross a layer");
        step.Activations!.requires_grad.Should().BeFalse();
        own.Parameters.Should().AllSatisfy(parameter => parameter.Value.requires_grad.Should().BeFalse());
    }

    [Fact]
    public void Learn_StatedGradientThatLiesTransposed_EqualsTheContiguousOne()
    {
        using FFNetwork one = NetworkOf(new StatedDefinition()),
            other = NetworkOf(new StatedDefinition { Form = gradient => gradient.t().contiguous().t() });
        (LocalLayer contiguous, LocalLayer transposed) = (one.Layers[0], other.Layers[0]);

        for (int step = 0; step < 5; step++)
        {
            Tensor input = Random(step, 10, 6);
            contiguous.Learn(input, Halves(input));
            transposed.Learn(input, Halves(input));
        }

        Values(transposed.Parameters[0].Value).Should().Equal(Values(contiguous.Parameters[0].Value));
    }

    public static TheoryData<string, Func<Tensor, Tensor?>> Misfits => new()
    {
        { "[8, 5] of Float32", gradient => gradient.narrow(1, 0, 5) },
        { "[6, 8] of Float32", gradient => gradient.t() },
        { "[] of Float32", gradient => gradient.sum([0, 1]) },
        { "[8, 6] of Float64", gradient => gradient.to(float64) },
        { "[8, 6] of Float32 without memory", gradient => empty([8, 6], float32, new Device(TorchSharp.DeviceType.META)) },
        { "[8, 6] of Float32", gradient => gradient.to_sparse() },
        { "null", _ => null },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Learn_StatedGradientThatDoesNotFit_NamesLayerParameterAndShapes(string given, Func<Tensor, Tensor?> spoil)
    {
        using FFNetwork network = NetworkOf(new StatedDefinition { Form = spoil });
        LocalLayer layer = network.Layers[0];
        Tensor input = Random(1, 10, 6);

        FluentActions.Invoking(() => layer.Learn(input, Halves(input)))
            .Should().Throw<InvalidOperationException>().WithMessage($"*Stated 8's \"weight\" must be [8, 6] of Float32*but is {given}*");
    }

    [Fact]
    public void Learn_ParameterWithoutGradient_IsNamed()
    {
        using FFNetwork network = NetworkOf(new StatedDefinition { StatesBias = false });
        LocalLayer layer = network.Layers[0];
        Tensor input = Random(1, 10, 6);

        FluentActions.Invoking(() => layer.Learn(input, Halves(input)))
            .Should()
            .Throw<InvalidOperationException>().WithMessage("Stated 8 has the parameters weight, bias, and \"bias\" got no gradient*");
    }

    [Fact]
    public void CheckInput_RowsOfAnotherSize_NamesLayerAndShapes()
    {
        using FFNetwork network = NetworkOf(new StatedDefinition());
        LocalLayer layer = network.Layers[0];

        FluentActions.Invoking(() => layer.Forward(Random(1, 10, 5)))
            .Should().Throw<ArgumentException>().WithMessage("Stated 8 takes [rows, 1, 1, 6] and was given [10, 5]*");
        FluentActions.Invoking(() => layer.Forward(zeros(0, 6))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void AddParameter_WhatTheOptimizerCouldNotWalkThrough_IsRefused()
    {
        Tensor[] refused = [Random(1, 8, 9).narrow(1, 0, 6), Random(1, 6, 8).t(), zeros(1, 6).expand(8, 6), zeros([8, 6], int64)];

        refused.Should().AllSatisfy(
            weight => FluentActions.Invoking(() => NetworkOf(new StatedDefinition { Weight = weight }))
                .Should().Throw<ArgumentException>().WithMessage("weight must be a floating-point parameter*contiguous()*"));
    }

    [Fact]
    public void AddLayer_OwnLayer_TrainsLikeABuiltInOneAndLeavesNoTensor()
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        long before = CountLive();

        using (NewDisposeScope())
        using (FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .WithOptimizer(new AdamOptions { LearningRate = 0.01 }).AddLayer(new OwnDefinition(32)).AddDense(24).Build())
        {
            network.Fit(train, new TrainingOptions { Epochs = 15, BatchSize = 32 });

            network.Definition.ToString().Should().Contain("Own 32 → Dense 24");
            SyntheticImages.Accuracy(network, unseen).Should().BeGreaterThan(0.9);
        }

        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Summary_OwnLayer_HasAllButWhatTheLayerDoesNotSay()
    {
        using FFNetwork network = new FFNetworkBuilder().WithInput(1, 1, 6).WithClasses(2)
            .AddLayer(new OwnDefinition(8)).AddLayer(new OwnDefinition(4) { States = true }).AddDense(2).Build();

        NetworkSummary summary = network.Summary();

        summary.Layers.Select(layer => (layer.Kind, layer.Parameters, layer.FloatingPointOperations))
            .Should().Equal(("Own", 56, null), ("Own", 36, 64), ("Dense", 10, 16));
        summary.CountsEveryOperation.Should().BeFalse();
        summary.ToString().Should().Be(
            """
               layer    kind   output  parameters          one pass
               input           1×1×6
            1  Own 8    Own    8               56                 –
            2  Own 4    Own    4               36           64 FLOP
            3  Dense 2  Dense  2               10           16 FLOP
               sum                            102  at least 80 FLOP
            The class of an image is named in 2 passes, one a label.
            """);
        network.Definition.Summary().ToString().Should().Be(summary.ToString());
    }

    private static FFNetwork NetworkOf(LayerDefinition layer) => new FFNetworkBuilder().WithInput(1, 1, 6).WithClasses(2)
        .WithOptimizer(new AdamOptions { LearningRate = 0.01, Decay = LearningRateDecay.Constant }).AddLayer(layer).Build();

    private static LearningContext Halves(Tensor input) =>
        new() { Labels = zeros([input.shape[0]], int64), Positives = input.shape[0] / 2, Progress = 0 };

    private sealed class OwnDefinition(int units) : LayerDefinition
    {
        public int Units => units;

        public bool States { get; init; }

        public override string Name => $"Own {Units}";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [Units];

        public override LocalLayer Create(LayerContext context) => new OwnLayer(this, context);
    }

    private sealed class OwnLayer : LocalLayer
    {
        private readonly INormalisation _normalisation;
        private readonly Tensor _weight;
        private readonly Tensor _bias;

        public OwnLayer(OwnDefinition definition, LayerContext context)
            : base(definition.Name, context)
        {
            FloatingPointOperations = definition.States ? 2 * context.InputShape.Size() * definition.Units : null;
            _normalisation = context.InputNormalisation;
            long inputs = context.InputShape.Size();
            _weight = AddParameter("weight", context.InitialValues.Uniform(inputs, definition.Units, inputs));
            _bias = AddParameter("bias", zeros([definition.Units]));
        }

        public override double? FloatingPointOperations { get; }

        public override Tensor Forward(Tensor input) =>
            nn.functional.linear(_normalisation.Normalise(input.flatten(1)), _weight, _bias).relu();
    }

    /// <summary>A dense layer that states its gradient, of the weight in a form of its own.</summary>
    private sealed class StatedDefinition : LayerDefinition
    {
        public Func<Tensor, Tensor?> Form { get; init; } = gradient => gradient;

        public bool StatesBias { get; init; } = true;

        public Tensor? Weight { get; init; }

        public override string Name => "Stated 8";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [8];

        public override LocalLayer Create(LayerContext context) => new StatedLayer(this, context);
    }

    private sealed class StatedLayer : LocalLayer
    {
        private readonly StatedDefinition _definition;
        private readonly Tensor _weight;
        private readonly Tensor _bias;

        public StatedLayer(StatedDefinition definition, LayerContext context)
            : base(definition.Name, context)
        {
            _definition = definition;
            _weight = AddParameter("weight", definition.Weight ?? Random(3, 8, 6));
            _bias = AddParameter("bias", zeros([8]));
        }

        public override Tensor Forward(Tensor input)
        {
            CheckInput(input);
            return nn.functional.linear(input, _weight, _bias).relu();
        }

        protected override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients) =>
            part.Activations = Forward(part.Input.Rows);

        protected override void GoBack(MicroBatch part, Tensor gradient, LearningContext context, GradientAccumulation gradients)
        {
            Tensor delta = gradient * (part.Activations > 0);
            gradients.Add(_weight, _definition.Form(delta.t().mm(part.Input.Rows))!);
            if (_definition.StatesBias)
                gradients.Add(_bias, delta.sum([0]));
        }
    }
}
