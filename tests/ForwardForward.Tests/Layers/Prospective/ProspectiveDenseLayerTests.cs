using ForwardForward.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Prospective;

public sealed class ProspectiveDenseLayerTests
{
    [Fact]
    public void Learn_KnownFeedback_AddsTheDistanceToTheInferredTarget()
    {
        // A goodness that never changes leaves the consolidation. Two units with weights 1 and biases 0: h = (1,
        // 2) for the positive, (1, 2) for the negative.
        using LocalLayer layer = Create(
            new ProspectiveDenseLayerDefinition(2) { InferenceStrength = 0.5, Consolidation = 1 }, new ConstantGoodness(), above: 1);
        SetWeights(layer, Matrix(new float[,] { { 1, 0 }, { 0, 1 } }));
        layer.Buffers.Should().ContainSingle().Which.Value.copy_(Matrix(new float[,] { { 1 }, { -1 } }));

        // The layer above was at 2 for both rows: F·t = (2, −2). h* = relu(1 + 1, 2 − 1) = (2, 1) for the positive and relu(1 − 1,
        // 2 + 1) = (0, 3) for the negative; each mean squared distance is (1 + 1) / 2 = 1, so the loss is the constant 0 of silu plus 2.
        LearningStep step = layer.Learn(Matrix(new float[,] { { 1, 2 }, { 1, 2 } }), Context(above: Matrix(new float[,] { { 2 }, { 2 } })));

        step.Loss.ToDouble().Should().BeApproximately(2, 1e-5);
        // ∂/∂h = 2 · (h − h*) / 2 = (−1, 1) for the positive, (1, −1) for the negative; on the same inputs they cancel: nothing moves.
        layer.Parameters[1].Value.ShouldBeClose(zeros([2]), 1e-5);
    }

    [Fact]
    public void Learn_InputThatRecordsGradients_GetsNone()
    {
        using LocalLayer layer = Create(new ProspectiveDenseLayerDefinition(2), new MeanSquareGoodness(), above: 3);
        Tensor before = Random(1, 6, 2).requires_grad_(), above = Random(2, 6, 3).requires_grad_();

        LearningStep step = layer.Learn(before * 2, Context(above * 2));

        before.grad.Should().BeNull("no gradient may cross a layer");
        above.grad.Should().BeNull("no gradient may come from the layer above either");
        step.Activations!.requires_grad.Should().BeFalse();
        layer.Parameters.Should().AllSatisfy(parameter => parameter.Value.requires_grad.Should().BeFalse());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(5_000)]
    public void Learn_TwentySteps_EqualsAutomaticDifferentiationOfTheStudysLoss(int rows)
    {
        int half = rows / 2;
        using LocalLayer layer = Create(new ProspectiveDenseLayerDefinition(2) { Consolidation = 0.7 }, new MeanSquareGoodness(), above: 3);
        TorchSharp.Modules.Parameter weight = new(layer.Parameters[0].Value.clone()), bias = new(layer.Parameters[1].Value.clone());
        Tensor feedback = layer.Buffers[0].Value.clone();
        using optim.Optimizer adam = optim.Adam([weight, bias], lr: 0.01);

        for (int step = 0; step < 20; step++)
        {
            Tensor input = Random(step, rows, 2), above = Random(100 + step, rows, 3);
            double learned = layer.Learn(input, Context(above)).Loss.ToDouble();

            Tensor activations = nn.functional.linear(input, weight, bias).relu();
            (Tensor positive, Tensor negative) = (activations.narrow(0, 0, half), activations.narrow(0, half, half));
            Tensor adjustment = above.mm(feedback.t()) * 0.5;
            Tensor positiveTarget = (positive + adjustment.narrow(0, 0, half)).relu().detach(),
                negativeTarget = (negative - adjustment.narrow(0, half, half)).relu().detach();
            Tensor loss = new LogisticLoss(threshold: 1).Loss(positive.square().mean([1]), negative.square().mean([1]))
                + (0.7 * ((positiveTarget - positive).square().mean() + (negativeTarget - negative).square().mean()));
            adam.zero_grad();
            loss.backward();
            adam.step();
            learned.Should().BeApproximately(loss.ToDouble(), 1e-5);
        }

        layer.Parameters[0].Value.ShouldBeClose(weight, 1e-5);
        layer.Parameters[1].Value.ShouldBeClose(bias, 1e-5);
        layer.Buffers[0].Value.ShouldBeClose(feedback, 1e-12);
    }

    [Fact]
    public void Learn_LastLayer_TakesItsHintFromTheLabelShown()
    {
        using LocalLayer layer = Create(
            new ProspectiveDenseLayerDefinition(2) { InferenceStrength = 1, Consolidation = 1 }, new ConstantGoodness(), above: null);
        SetWeights(layer, Matrix(new float[,] { { 1, 0 }, { 0, 1 } }));
        layer.Buffers[0].Value.copy_(Matrix(new float[,] { { 3, 0 }, { 0, 5 } }));

        // Labels 0 and 1: F·t = (3, 0) and (0, 5); h* = (4, 2) and relu(1, 2 − 5) = (1, 0): (9 + 0) / 2 + (0 + 4) / 2.
        layer.Learn(Matrix(new float[,] { { 1, 2 }, { 1, 2 } }), Context(above: null)).Loss.ToDouble().Should().BeApproximately(6.5, 1e-5);
    }

    [Fact]
    public void Learn_LearnedFeedback_ComesToTellTheActivityFromTheHint()
    {
        using LocalLayer layer = Create(
            new ProspectiveDenseLayerDefinition(2) { LearnFeedback = true, Consolidation = 0 }, new ConstantGoodness(), above: 2);
        SetWeights(layer, Matrix(new float[,] { { 1, 0 }, { 0, 1 } }));
        Tensor feedback = layer.Parameters[2].Value;

        // On positives the layer above is the activity with its units exchanged; on negatives it is something else.
        for (int step = 0; step < 2_000; step++)
        {
            Tensor input = Random(step, 8, 2).abs();
            layer.Learn(input, Context(above: cat([input.narrow(0, 0, 4).flip(1), input.narrow(0, 4, 4)], 0)));
        }

        feedback.ShouldBeClose(Matrix(new float[,] { { 0, 1 }, { 1, 0 } }), 0.02);
    }

    [Fact]
    public void Create_Feedback_IsTheProductOfTwoScaledOrthogonalMaps()
    {
        using LocalLayer hidden = Create(new ProspectiveDenseLayerDefinition(2), new MeanSquareGoodness(), above: 5);
        using LocalLayer last = Create(new ProspectiveDenseLayerDefinition(2), new MeanSquareGoodness(), above: null);

        // (0.1 Q)(0.1 R) with orthonormal rows: F Fᵀ = 10⁻⁴ I. The label's map has a gain of 0.5: F Fᵀ = 0.0025 I.
        (hidden.Buffers[0].Value.mm(hidden.Buffers[0].Value.t()) * 1e4).ShouldBeClose(eye(2), 1e-4);
        (last.Buffers[0].Value.mm(last.Buffers[0].Value.t()) * 400).ShouldBeClose(eye(2), 1e-4);
    }

    [Fact]
    public void Learn_ContextWithoutTheLayerAbove_SaysWhatIsMissing()
    {
        using LocalLayer layer = Create(new ProspectiveDenseLayerDefinition(2), new MeanSquareGoodness(), above: 5);

        FluentActions.Invoking(() => layer.Learn(ones([2, 2]), Context(above: null)))
            .Should().Throw<InvalidOperationException>().WithMessage("*ActivationsAt*");
    }

    [Fact]
    public void Definition_ValueOutOfRange_IsRefused()
    {
        FluentActions.Invoking(() => new ProspectiveDenseLayerDefinition(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ProspectiveDenseLayerDefinition(2) { InferenceStrength = double.NaN })
            .Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ProspectiveDenseLayerDefinition(2) { Consolidation = -1 })
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void SetWeights(LocalLayer layer, Tensor weight)
    {
        layer.Parameters[0].Value.copy_(weight);
        layer.Parameters[1].Value.zero_();
    }

    private static LearningContext Context(Tensor? above)
    {
        long rows = above?.shape[0] ?? 2;
        return new LearningContext
        {
            Labels = arange(rows, int64).remainder(2),
            Positives = rows / 2,
            Progress = 0,
            ActivationsAt = offset => offset == 1 ? above : null,
        };
    }

    private static LocalLayer Create(ProspectiveDenseLayerDefinition definition, IGoodness goodness, long? above) =>
        definition.Create(LayerContexts.Create(
            2, goodness, goodness is ConstantGoodness ? new SwishLoss() : new LogisticLoss(threshold: 1), new NoNormalisation(), above));
}
