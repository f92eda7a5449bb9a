using ForwardForward.Extensibility;
using TorchSharp;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Dense;

public sealed class DenseLayerTests
{
    private static readonly IGoodness[] EveryGoodness =
        [
            new MeanSquareGoodness(), new SumOfSquaresGoodness(), new MeanGoodness(), new MeanAbsoluteGoodness(), new TopKGoodness(0.4),
            new SoftmaxEnergyGoodness()];

    private static readonly IContrastiveLoss[] EveryLoss =
        [new SwishLoss(), new SymBaLoss(), new MarginLoss(), new LogisticLoss(threshold: 1, temperature: 0.5)];

    private static readonly INormalisation[] EveryNormalisation =
        [new MeanSquareNormalisation(), new LengthNormalisation(), new StandardiseNormalisation(), new NoNormalisation()];

    public static TheoryData<IGoodness, IContrastiveLoss, INormalisation> EveryObjective
    {
        get
        {
            TheoryData<IGoodness, IContrastiveLoss, INormalisation> all = [];
            foreach (IGoodness goodness in EveryGoodness)
                foreach (IContrastiveLoss loss in EveryLoss)
                    foreach (INormalisation normalisation in EveryNormalisation)
                        all.Add(goodness, loss, normalisation);
            return all;
        }
    }

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
    [MemberData(nameof(EveryObjective))]
    public void Learn_TwentySteps_EqualsPlainAutomaticDifferentiation(
        IGoodness goodness, IContrastiveLoss loss, INormalisation normalisation) =>
        LearnTwentySteps(goodness, loss, normalisation, rows: 10, inputs: 6, units: 8);

    /// <summary>
    /// So many rows are walked in micro-batches, and their products are large enough for whatever library is the faster one here.
    /// </summary>
    [Fact]
    public void Learn_TwentyStepsOfALargeBatch_EqualsPlainAutomaticDifferentiation() =>
        LearnTwentySteps(new MeanSquareGoodness(), new SwishLoss(), new MeanSquareNormalisation(), rows: 2_500, inputs: 200, units: 100);

    /// <summary>The layer multiplies each image once for both of its labels; the columns that read them stand behind the image.</summary>
    [Fact]
    public void Learn_TwentyStepsOfAppendedLabels_EqualsPlainAutomaticDifferentiation()
    {
        using DisposeScope scope = NewDisposeScope();
        using LocalLayer layer = Create(inputs: 9, units: 8, new MeanSquareGoodness(), new SwishLoss(), new MeanSquareNormalisation());
        PlainLayer plain = new(layer, new MeanSquareGoodness(), new SwishLoss(), new MeanSquareNormalisation());

        for (int step = 0; step < 20; step++)
        {
            Tensor images = Random(step, 4, 1, 2, 3), labels = LabelsOf(0, 1, 2, 0, 1, 2, 0, 2);
            using LayerInput input = LayerInput.FromImages(images.clone(), labels.clone(), new AppendedLabel(2), classes: 3);
            layer.Learn(input, ContextOf(labels));
            plain.Learn(new AppendedLabel(2).Embed(images.repeat(2, 1, 1, 1), labels, classes: 3));
        }

        layer.Parameters[0].Value.ShouldBeClose(plain.Weight, 1e-5);
        layer.Parameters[1].Value.ShouldBeClose(plain.Bias, 1e-5);
    }

    private static void LearnTwentySteps(
        IGoodness goodness, IContrastiveLoss loss, INormalisation normalisation, int rows, int inputs, int units)
    {
        using DisposeScope scope = NewDisposeScope();
        using LocalLayer layer = Create(inputs, units, goodness, loss, normalisation);
        PlainLayer plain = new(layer, goodness, loss, normalisation);

        for (int step = 0; step < 20; step++)
        {
            Tensor input = Random(step, rows, inputs);
            double expected = plain.Learn(input);
            layer.Learn(input, ContextOf(input)).Loss.ToDouble().Should().BeApproximately(expected, 1e-5 * Math.Max(1, Math.Abs(expected)));
        }

        Distance(layer.Parameters[0].Value, plain.Weight).Should().BeLessThan(1e-4);
        Distance(layer.Parameters[1].Value, plain.Bias).Should().BeLessThan(1e-4);

        static double Distance(Tensor learned, Tensor expected) => ((learned - expected).norm() / expected.norm()).ToDouble();
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
                layer.Learn(input, ContextOf(input)).Activations!.ShouldBeClose(before);
                plain.Learn(input);
            }

            layer.Parameters[0].Value.ShouldBeClose(plain.Weight, 1e-5);
            layer.Parameters[1].Value.ShouldBeClose(plain.Bias, 1e-5);
        }
    }

    [Fact]
    public void Forward_LayerNorm_StandardisesTheActivationsOfEachRow()
    {
        using LocalLayer layer = Create(
            inputs: 2, units: 3, new MeanSquareGoodness(), new SwishLoss(), new NoNormalisation(),
            new DenseLayerDefinition(3) { LayerNorm = true });
        layer.Parameters[0].Value.copy_(Matrix(new float[,] { { 1, 0 }, { 0, 1 }, { -1, 0 } }));
        layer.Parameters[1].Value.zero_();

        // relu(3, 6, −3) = (3, 6, 0): mean 3, variance 6, so (0, 3, −3) / √6.00001.
        layer.Forward(Matrix(new float[,] { { 3, 6 } })).ShouldBeClose(Matrix(new[,] { { 0, 1.2247439f, -1.2247439f } }));
    }

    [Fact]
    public void Learn_LayerNorm_EqualsPlainAutomaticDifferentiation()
    {
        using LocalLayer layer = Create(
            inputs: 6, units: 8, new MeanSquareGoodness(), new LogisticLoss(threshold: 1), new NoNormalisation(),
            new DenseLayerDefinition(8) { LayerNorm = true });
        layer.Parameters[2].Value.copy_(Random(7, 8)); // With factors of 1 every goodness is 1, and the gradient nothing but rounding.
        layer.Parameters[3].Value.copy_(Random(8, 8));
        TorchSharp.Modules.Parameter[] plain =
            [.. layer.Parameters.Select(parameter => new TorchSharp.Modules.Parameter(parameter.Value.clone()))];
        using optim.Optimizer adam = optim.Adam(plain, lr: 0.01, eps: PlainLayer.Epsilon);

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

        layer.Parameters.Select(parameter => parameter.Name).Should().Equal("weight", "bias", "norm_scale", "norm_shift");
        for (int index = 0; index < 4; index++)
            layer.Parameters[index].Value.ShouldBeClose(plain[index], 1e-4);
    }

    [Fact]
    public void Learn_Dropout_LeavesOutInputsWhileLearningOnly()
    {
        using LocalLayer layer = Create(
            inputs: 1_000, units: 4, new MeanSquareGoodness(), new SwishLoss(), new NoNormalisation(),
            new DenseLayerDefinition(4) { Dropout = 0.25 });
        layer.Parameters[0].Value.fill_(1);
        layer.Parameters[1].Value.zero_();
        using Generator generator = new(3UL);
        Tensor input = ones([2, 1_000]);

        Tensor learned = layer.Learn(
            input, new LearningContext { Labels = zeros([2], int64), Positives = 1, Progress = 0, Generator = generator }).Activations!;

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
        using LocalLayer layer = Create(
            inputs: 6, units: 4, new MeanSquareGoodness(), new SwishLoss(), new NoNormalisation(),
            new DenseLayerDefinition(4) { Dropout = 0.25 });
        Tensor input = Random(1, 4, 6);

        FluentActions.Invoking(() => layer.Learn(input, ContextOf(input)))
            .Should().Throw<InvalidOperationException>().WithMessage("*LearningContext.Generator*");
    }

    [Fact]
    public void Definition_ValueOutOfRange_IsRefused()
    {
        FluentActions.Invoking(() => new DenseLayerDefinition(4) { Dropout = 1 })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*below 1*");
        FluentActions.Invoking(() => new DenseLayerDefinition(4) { PeerNormalisation = -1 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Learn_InputThatRecordsGradients_GetsNone()
    {
        using LocalLayer layer = Create(inputs: 6, units: 8, new UnstatedMeanSquare(), new SwishLoss(), new MeanSquareNormalisation());
        Tensor before = Random(1, 10, 6).requires_grad_();
        Tensor input = before * 2;

        LearningStep step = layer.Learn(input, ContextOf(input));

        before.grad.Should().BeNull("no gradient may cross a layer");
        step.Activations!.requires_grad.Should().BeFalse();
        step.Loss.requires_grad.Should().BeFalse();
    }

    private static LearningContext ContextOf(Tensor input) =>
        new() { Labels = zeros([input.shape[0]], int64), Positives = input.shape[0] / 2, Progress = 0 };

    private static LocalLayer Create(
        int inputs, int units, IGoodness goodness, IContrastiveLoss loss, INormalisation normalisation,
        DenseLayerDefinition? definition = null) =>
        (definition ?? new DenseLayerDefinition(units))
            .Create(LayerContexts.Create(inputs, goodness, loss, normalisation, epsilon: PlainLayer.Epsilon));

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
}
