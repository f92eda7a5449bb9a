using ForwardForward.Extensibility;
using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.PredictiveCoding;

public sealed class PredictiveCodingLayerTests
{
    // r = relu(x): (2, 0) and (0, 4). The predictor says half of r: (1, 0) and (0, 2). e = ((1 − 2)² + 0) / 2 = 0.5
    // and (0 + (2 − 4)²) / 2 = 2.
    private static readonly Tensor Input = Matrix(new float[,] { { 2, 0 }, { 0, 4 } });

    [Fact]
    public void Forward_FaithfulGate_IsTheSigmoidOfTenTimesTheErrorLessFive()
    {
        using LocalLayer layer = Create(new PredictiveCodingLayerDefinition(2)
        {
            Gate = SurpriseGate.Fixed,
            ReconstructionWeight = 0.5,
            SparsityInGoodness = true,
            SurpriseScale = 0.5,
        });

        // m = 1 − 0.5 · (1 − σ(10 e − 5)): σ(0) = 0.5 gives 0.75; σ(15) ≈ 1 gives 1.
        layer.Forward(Input).ShouldBeClose(Matrix(new[,] { { 1.5f, 0 }, { 0, 4 } }), 1e-5);
        layer.ForwardUngated(Input).ShouldBeClose(Input);
    }

    [Fact]
    public void Forward_FaithfulGateOnInputOfLengthOne_LetsLessThanOneHundredthThrough()
    {
        using LocalLayer layer = Create(FaithfulLayers.PredictiveCoding(2));

        Tensor input = Input * 0.01f;

        // e = 0.00005 at most 0.0002: m = σ(−5) = 0.0067, whatever the row.
        (layer.Forward(input) / 0.0067f).ShouldBeClose(input, 1e-3);
    }

    [Fact]
    public void Learn_RecentredGate_ComparesTheErrorWithItsRunningMeanAndDeviation()
    {
        using LocalLayer layer = Create(new PredictiveCodingLayerDefinition(2));

        LearningStep step = layer.Learn(Input, Context());

        // The first batch sets the statistics: mean 1.25, variance 0.5625, deviation 0.75. e is one deviation below and one above:
        // m = σ(−1) = 0.268941 and σ(1) = 0.731059.
        step.Activations!.ShouldBeClose(Matrix(new[,] { { 0.537883f, 0 }, { 0, 2.924234f } }), 1e-5);
        Values(layer.Buffers[0].Value).Should().Equal(1.25f);
        Values(layer.Buffers[1].Value).Should().Equal(0.5625f);
    }

    [Fact]
    public void Learn_StudysForm_ShapesTheGoodnessAndAddsTheReconstruction()
    {
        using LocalLayer layer = Create(FaithfulLayers.PredictiveCoding(2));

        double loss = layer.Learn(Input, Context()).Loss.ToDouble();

        // h = (1, 0) and about (0, 4): mean squares 0.5 and 8; less 0.5 · e: 0.25 and 7; less 0.1 · mean |h|: 0.2 and 6.8.
        // (softplus(1 − 0.2) + softplus(6.8 − 1)) / 2 + 0.5 · (0.5 + 2) / 2.
        loss.Should().BeApproximately(((Softplus(0.8) + Softplus(5.8)) / 2) + 0.625, 1e-4);
    }

    [Fact]
    public void Learn_SparsityOutsideTheGoodness_IsAddedToTheLoss()
    {
        using LocalLayer layer = Create(new PredictiveCodingLayerDefinition(2) { Gate = SurpriseGate.Fixed, ReconstructionWeight = 0.5 });

        double loss = layer.Learn(Input, Context()).Loss.ToDouble();

        // As above with goodness 0.25 and 7, and 0.1 times the mean |h| of (1 + 0 + 0 + 4) / 4.
        loss.Should().BeApproximately(((Softplus(0.75) + Softplus(6)) / 2) + 0.625 + 0.125, 1e-4);
    }

    [Theory]
    [InlineData(6, SurpriseGate.Fixed, true)]
    [InlineData(5_000, SurpriseGate.Fixed, true)]
    [InlineData(6, SurpriseGate.Recentred, false)]
    [InlineData(5_000, SurpriseGate.Recentred, false)]
    public void Learn_FiveSteps_EqualsAutomaticDifferentiationOfTheWholeLayer(int rows, SurpriseGate gate, bool sparsityInGoodness)
    {
        int half = rows / 2;
        Tensor mean = zeros([]), variance = zeros([]);
        using LocalLayer layer = Create(
            new PredictiveCodingLayerDefinition(2) { Gate = gate, ReconstructionWeight = 0.5, SparsityInGoodness = sparsityInGoodness });
        TorchSharp.Modules.Parameter[] plain =
            [.. layer.Parameters.Select(parameter => new TorchSharp.Modules.Parameter(parameter.Value.clone()))];
        using optim.Optimizer adam = optim.Adam(plain, lr: 0.01);

        for (int step = 0; step < 5; step++)
        {
            Tensor input = Random(step, rows, 2);
            double learned = layer.Learn(input, new LearningContext { Labels = zeros([rows], int64), Positives = half, Progress = 0 }).Loss
                .ToDouble();

            Tensor raw = nn.functional.linear(input, plain[0], plain[1]).relu();
            Tensor error = (nn.functional.linear(raw, plain[2], plain[3]) - input).square().mean([1]);
            mean += (error.detach().mean() - mean) / (step + 1);
            variance += (error.detach().std(unbiased: false).square() - variance) / (step + 1);
            Tensor surprise = gate == SurpriseGate.Fixed ? (error * 10) - 5 : (error - mean) / variance.sqrt();
            Tensor gated = raw * surprise.sigmoid().unsqueeze(1), activity = 0.1 * gated.abs().mean([1]);
            Tensor goodness = gated.square().mean([1]) - (0.5 * error) - (sparsityInGoodness ? activity : 0 * activity);
            Tensor loss =
                new LogisticLoss(threshold: 1).Loss(goodness.narrow(0, 0, half), goodness.narrow(0, half, half)) + (0.5 * error.mean());
            loss += sparsityInGoodness ? 0 : activity.mean();
            adam.zero_grad();
            loss.backward();
            adam.step();
            learned.Should().BeApproximately(loss.ToDouble(), 1e-5);
        }

        for (int index = 0; index < 4; index++)
            layer.Parameters[index].Value.ShouldBeClose(plain[index], 1e-5);
    }

    [Fact]
    public void Learn_InputThatRecordsGradients_GetsNone()
    {
        using LocalLayer layer = Create(new PredictiveCodingLayerDefinition(2));
        Tensor before = Random(1, 2, 2).requires_grad_();

        LearningStep step = layer.Learn(before * 2, Context());

        before.grad.Should().BeNull("no gradient may cross a layer");
        step.Activations!.requires_grad.Should().BeFalse();
        layer.Parameters.Should().AllSatisfy(parameter => parameter.Value.requires_grad.Should().BeFalse());
    }

    [Fact]
    public void Definition_ValueOutOfRange_IsRefused()
    {
        FluentActions.Invoking(() => new PredictiveCodingLayerDefinition(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new PredictiveCodingLayerDefinition(2) { SurpriseScale = 1.1 })
            .Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new PredictiveCodingLayerDefinition(2) { SparsityWeight = -1 })
            .Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new PredictiveCodingLayerDefinition(2) { Gate = (SurpriseGate)5 })
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double Softplus(double value) => Math.Log(1 + Math.Exp(value));

    private static LearningContext Context() => new() { Labels = zeros([2], int64), Positives = 1, Progress = 0 };

    private static LocalLayer Create(PredictiveCodingLayerDefinition definition)
    {
        LocalLayer layer = definition.Create(
            LayerContexts.Create(2, loss: new LogisticLoss(threshold: 1), normalisation: new NoNormalisation()));
        layer.Parameters[0].Value.copy_(eye(2));
        layer.Parameters[1].Value.zero_();
        layer.Parameters[2].Value.copy_(eye(2) / 2);
        layer.Parameters[3].Value.zero_();
        return layer;
    }
}
