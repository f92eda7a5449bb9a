using ForwardForward.Goodness;
using ForwardForward.Layers;
using ForwardForward.Losses;
using ForwardForward.Normalisation;
using ForwardForward.Optimizers;
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

    private static LocalLayer Create(int inputs, int units, IGoodness goodness, IContrastiveLoss loss, INormalisation normalisation)
    {
        using Generator generator = new(11UL);
        return new DenseLayerDefinition(units).Create(new LayerContext
        {
            InputShape = [inputs],
            Classes = 2,
            Objective = new ContrastiveObjective(goodness, loss),
            InputNormalisation = normalisation,
            Optimizer = new AdamOptions { LearningRate = 0.01, Decay = LearningRateDecay.Constant },
            Generator = generator,
            Device = CPU,
        });
    }

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
