using ForwardForward.Goodness;
using ForwardForward.Layers;
using ForwardForward.Losses;
using ForwardForward.Normalisation;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers;

public sealed class DenseLayerTests
{
    public static TheoryData<IContrastiveLoss, INormalisation> LossesAndNormalisations => new()
    {
        { new SwishLoss(), new MeanSquareNormalisation() },
        { new SwishLoss(), new LengthNormalisation() },
        { new LogisticLoss(threshold: 1, temperature: 0.5), new MeanSquareNormalisation() },
        { new LogisticLoss(threshold: 2), new LengthNormalisation() },
    };

    [Fact]
    public void Forward_NewLayer_IsReluOfTheAffineMapOfTheNormalisedInput()
    {
        using LocalLayer layer = Create(inputs: 2, units: 3, new MeanSquareGoodness(), new SwishLoss(), new MeanSquareNormalisation());
        (Tensor weight, Tensor bias) = (layer.Parameters[0].Value, layer.Parameters[1].Value);

        Tensor activations = layer.Forward(Matrix(new float[,] { { 3, 4 } }));

        Tensor normalised = Matrix(new float[,] { { 3, 4 } }) / MathF.Sqrt(12.5f);
        activations.ShouldBeClose((normalised.mm(weight.t()) + bias).clamp_min(0));
    }

    [Theory]
    [MemberData(nameof(LossesAndNormalisations))]
    public void Learn_TwentySteps_EqualsPlainAutomaticDifferentiation(IContrastiveLoss loss, INormalisation normalisation)
    {
        using LocalLayer layer = Create(inputs: 6, units: 8, new MeanSquareGoodness(), loss, normalisation);
        PlainLayer plain = new(layer, new MeanSquareGoodness(), loss, normalisation);

        for (int step = 0; step < 20; step++)
        {
            Tensor input = Random(step, 10, 6);
            LayerStep learned = layer.Learn(input, ContextOf(input));
            learned.Loss.ToDouble().Should().BeApproximately(plain.Learn(input), 1e-5);
        }

        layer.Parameters[0].Value.ShouldBeClose(plain.Weight, 1e-5);
        layer.Parameters[1].Value.ShouldBeClose(plain.Bias, 1e-5);
    }

    [Fact]
    public void Learn_GoodnessOfOnesOwn_EqualsPlainAutomaticDifferentiation()
    {
        // The mean has a slope at 0 too, so units that are off must be left alone by the layer, not by the goodness.
        // Half the sum of squares has the activations themselves as its derivative: they must stay as they are.
        IGoodness[] own = [new UnstatedMeanSquare(), new UnstatedMean(), new HalfSumOfSquares()];
        foreach (IGoodness goodness in own)
        {
            using LocalLayer layer = Create(inputs: 6, units: 8, goodness, new SwishLoss(), new MeanSquareNormalisation());
            PlainLayer plain = new(layer, goodness, new SwishLoss(), new MeanSquareNormalisation());

            for (int step = 0; step < 20; step++)
            {
                Tensor input = Random(step, 10, 6);
                Tensor before = layer.Forward(input);
                layer.Learn(input, ContextOf(input)).Activations.ShouldBeClose(before);
                plain.Learn(input);
            }

            layer.Parameters[0].Value.ShouldBeClose(plain.Weight, 1e-5);
            layer.Parameters[1].Value.ShouldBeClose(plain.Bias, 1e-5);
        }
    }

    [Fact]
    public void Forward_LayerNorm_StandardisesTheActivationsOfEachRow()
    {
        using LocalLayer layer = Create(inputs: 2, units: 3, new MeanSquareGoodness(), new SwishLoss(), new NoNormalisation(), new DenseLayerDefinition(3) { LayerNorm = true });
        layer.Parameters[0].Value.copy_(Matrix(new float[,] { { 1, 0 }, { 0, 1 }, { -1, 0 } }));
        layer.Parameters[1].Value.zero_();

        // relu(3, 6, −3) = (3, 6, 0): mean 3, variance 6, so (0, 3, −3) / √6.00001.
        layer.Forward(Matrix(new float[,] { { 3, 6 } })).ShouldBeClose(Matrix(new[,] { { 0, 1.2247439f, -1.2247439f } }));
    }

    [Fact]
    public void Learn_LayerNorm_EqualsPlainAutomaticDifferentiation()
    {
        using LocalLayer layer = Create(inputs: 6, units: 8, new MeanSquareGoodness(), new LogisticLoss(threshold: 1), new NoNormalisation(), new DenseLayerDefinition(8) { LayerNorm = true });
        layer.Parameters[2].Value.copy_(Random(7, 8)); // With factors of 1 every goodness is 1, and the gradient nothing but rounding.
        layer.Parameters[3].Value.copy_(Random(8, 8));
        TorchSharp.Modules.Parameter[] plain = [.. layer.Parameters.Select(parameter => new TorchSharp.Modules.Parameter(parameter.Value.clone()))];
        using optim.Optimizer adam = optim.Adam(plain, lr: 0.01);

        for (int step = 0; step < 20; step++)
        {
            Tensor input = Random(step, 10, 6);
            double learned = layer.Learn(input, ContextOf(input)).Loss.ToDouble();
            Tensor activations = nn.functional.layer_norm(nn.functional.linear(input, plain[0], plain[1]).relu(), [8], plain[2], plain[3]);
            Tensor goodness = activations.square().mean([1]);
            Tensor loss = new LogisticLoss(threshold: 1).Loss(goodness.narrow(0, 0, 5), goodness.narrow(0, 5, 5));
            adam.zero_grad();
            loss.backward();
            adam.step();
            learned.Should().BeApproximately(loss.ToDouble(), 1e-5);
        }

        layer.Parameters.Select(parameter => parameter.Key).Should().Equal("weight", "bias", "norm_scale", "norm_shift");
        for (int index = 0; index < 4; index++)
            layer.Parameters[index].Value.ShouldBeClose(plain[index], 1e-4);
    }

    [Fact]
    public void Learn_PeerNormalisation_PushesQuietUnitsUpAndLoudOnesDown()
    {
        // A constant goodness leaves only the push: relu(x + 1) of unit 0 is 1, of unit 1 is 3, of unit 2, which is off, 0.
        using LocalLayer layer = Create(inputs: 1, units: 3, new ConstantGoodness(), new SwishLoss(), new NoNormalisation(), new DenseLayerDefinition(3) { PeerNormalisation = 0.6 });
        layer.Parameters[0].Value.zero_();
        layer.Parameters[1].Value.copy_(Vector(1, 3, -1));

        layer.Learn(Matrix(new float[,] { { 1 }, { 1 } }), new LearningContext { Labels = zeros([2], int64), Positives = 1, Progress = 0 });

        // μ = 0.1 · (1, 3, 0), mean 0.13333: below for units 0 and 2, above for unit 1. Adam's first step is 0.01 along the gradient's sign.
        layer.Buffers.Should().ContainSingle().Which.Value.ShouldBeClose(Vector(0.1f, 0.3f, 0));
        layer.Parameters[1].Value.ShouldBeClose(Vector(1.01f, 2.99f, -0.99f), 1e-4);
    }

    [Fact]
    public void PeerNormalisation_Gradient_IsTheWeightedDistanceFromTheMeanActivityPerUnitAndPositive()
    {
        Tensor means = zeros([3]), gradient = zeros([4, 3]);

        new PeerNormalisation(0.6, means).AddTo(gradient, Matrix(new float[,] { { 1, 3, 0 }, { 1, 3, 0 }, { 9, 9, 9 }, { 9, 9, 9 } }), positives: 2);

        // 0.6 · ((0.1, 0.3, 0) − 0.13333) / (3 · 2), on the positive rows only.
        gradient.ShouldBeClose(Matrix(new[,] { { -0.0033333f, 0.0166667f, -0.0133333f }, { -0.0033333f, 0.0166667f, -0.0133333f }, { 0, 0, 0 }, { 0, 0, 0 } }));
    }

    [Fact]
    public void Learn_Dropout_LeavesOutInputsWhileLearningOnly()
    {
        using LocalLayer layer = Create(inputs: 1_000, units: 4, new MeanSquareGoodness(), new SwishLoss(), new NoNormalisation(), new DenseLayerDefinition(4) { Dropout = 0.25 });
        layer.Parameters[0].Value.fill_(1);
        layer.Parameters[1].Value.zero_();
        using Generator generator = new(3UL);
        Tensor input = ones([2, 1_000]);

        Tensor learned = layer.Learn(input, new LearningContext { Labels = zeros([2], int64), Positives = 1, Progress = 0, Generator = generator }).Activations;

        // Three quarters of 1000 ones, each scaled up to 4/3: 1000 on average, with a deviation of √(1000 · 0.25 · 0.75) · 4/3 = 18.
        learned.ShouldBeClose(full([2, 4], 1000f), tolerance: 100);
        Values(learned)[0].Should().NotBe(1000).And.NotBe(Values(learned)[4], "each row drops its own inputs");
        layer.Parameters[0].Value.fill_(1);
        layer.Parameters[1].Value.zero_();
        layer.Forward(input).ShouldBeClose(full([2, 4], 1000f), 1e-2);
    }

    [Fact]
    public void Learn_DropoutWithoutGenerator_SaysWhatIsMissing()
    {
        using LocalLayer layer = Create(inputs: 6, units: 4, new MeanSquareGoodness(), new SwishLoss(), new NoNormalisation(), new DenseLayerDefinition(4) { Dropout = 0.25 });
        Tensor input = Random(1, 4, 6);

        FluentActions.Invoking(() => layer.Learn(input, ContextOf(input))).Should().Throw<InvalidOperationException>().WithMessage("*LearningContext.Generator*");
    }

    [Fact]
    public void Definition_ValueOutOfRange_IsRefused()
    {
        FluentActions.Invoking(() => new DenseLayerDefinition(4) { Dropout = 1 }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*below 1*");
        FluentActions.Invoking(() => new DenseLayerDefinition(4) { PeerNormalisation = -1 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Learn_InputThatRecordsGradients_GetsNone()
    {
        using LocalLayer layer = Create(inputs: 6, units: 8, new UnstatedMeanSquare(), new SwishLoss(), new MeanSquareNormalisation());
        Tensor before = Random(1, 10, 6).requires_grad_();
        Tensor input = before * 2;

        LayerStep step = layer.Learn(input, ContextOf(input));

        before.grad.Should().BeNull("no gradient may cross a layer");
        step.Activations.requires_grad.Should().BeFalse();
        step.Loss.requires_grad.Should().BeFalse();
    }

    private static LearningContext ContextOf(Tensor input) => new() { Labels = zeros([input.shape[0]], int64), Positives = input.shape[0] / 2, Progress = 0 };

    private static LocalLayer Create(int inputs, int units, IGoodness goodness, IContrastiveLoss loss, INormalisation normalisation, DenseLayerDefinition? definition = null) =>
        (definition ?? new DenseLayerDefinition(units)).Create(LayerContexts.Create(inputs, goodness, loss, normalisation));

    private sealed class UnstatedMeanSquare : IGoodness
    {
        public Tensor Measure(Tensor activations) => activations.square().mean([1]);
    }

    private sealed class HalfSumOfSquares : IDifferentiableGoodness
    {
        public Tensor Measure(Tensor activations) => activations.square().sum([1]) / 2;

        public Tensor Derivative(Tensor activations) => activations;
    }

    private sealed class UnstatedMean : IGoodness
    {
        public Tensor Measure(Tensor activations) => activations.mean([1]);
    }

    /// <summary>The same layer as the study would write it: autograd over the whole, and TorchSharp's Adam.</summary>
    private sealed class PlainLayer
    {
        private readonly IGoodness _goodness;
        private readonly IContrastiveLoss _loss;
        private readonly INormalisation _normalisation;
        private readonly optim.Optimizer _optimizer;

        public PlainLayer(LocalLayer like, IGoodness goodness, IContrastiveLoss loss, INormalisation normalisation)
        {
            _goodness = goodness;
            _loss = loss;
            _normalisation = normalisation;
            Weight = new TorchSharp.Modules.Parameter(like.Parameters[0].Value.clone());
            Bias = new TorchSharp.Modules.Parameter(like.Parameters[1].Value.clone());
            _optimizer = optim.Adam([Weight, Bias], lr: 0.01);
        }

        public TorchSharp.Modules.Parameter Weight { get; }

        public TorchSharp.Modules.Parameter Bias { get; }

        public double Learn(Tensor input)
        {
            long half = input.shape[0] / 2;
            Tensor goodness = _goodness.Measure(nn.functional.linear(_normalisation.Normalise(input), Weight, Bias).relu());
            Tensor loss = _loss.Loss(goodness.narrow(0, 0, half), goodness.narrow(0, half, half));
            _optimizer.zero_grad();
            loss.backward();
            _optimizer.step();
            return loss.ToDouble();
        }
    }
}
