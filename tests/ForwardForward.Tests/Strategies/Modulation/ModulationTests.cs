using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Modulation;

/// <summary>The signal M of each modulation, read back from g̃ = g · (1 + s · tanh M) with g = 1 and s = 1: M = artanh(g̃ − 1).</summary>
public sealed class ModulationTests
{
    [Fact]
    public void None_AnyGoodness_IsTheSame()
    {
        Tensor goodness = Vector(1, 2);

        new NoModulation().Modulate(goodness, Context(LabelsOf(0, 1))).Should().BeSameAs(goodness);
    }

    [Fact]
    public void TopDown_BeliefInTheTrueClass_IsTheSameForBothHalves()
    {
        // The network gives the true class 1 of the image 0.9, whichever label is shown: 0.9 − 0.5.
        ModulationContext context = Context(
            shown: LabelsOf(1, 0), truth: LabelsOf(1, 1), probabilities: Matrix(new[,] { { 0.1f, 0.9f }, { 0.1f, 0.9f } }));

        SignalOf(new TopDownModulation(scale: 1), context).ShouldBeClose(Vector(0.4f, 0.4f), 1e-5);
    }

    [Fact]
    public void FaithfulTopDown_BeliefInTheTrueClass_IsNegatedForNegatives()
    {
        // The head reads the label: 0.9 for the true class 1 of the positive, 0.2 for that of the negative, so −(0.2 − 0.5).
        ModulationContext context = Context(
            shown: LabelsOf(1, 0), truth: LabelsOf(1, 1), probabilities: Matrix(new[,] { { 0.1f, 0.9f }, { 0.8f, 0.2f } }));

        SignalOf(new FaithfulTopDownModulation(scale: 1, learnScale: false), context).ShouldBeClose(Vector(0.4f, 0.3f), 1e-5);
    }

    [Fact]
    public void RewardPrediction_RightAndWrongPredictions_AreComparedWithTheRunningMean()
    {
        // Two images: the first is named rightly, the second wrongly; each negative has the prediction of its partner.
        Tensor probabilities = Matrix(new[,] { { 0.1f, 0.9f }, { 0.1f, 0.9f }, { 0.1f, 0.9f }, { 0.1f, 0.9f } });
        RewardPredictionModulation modulation = new(scale: 1, memory: 0.5);
        IReadOnlyList<NamedTensor> kept = modulation.CreateBuffers(CPU);
        ModulationContext context = Context(shown: LabelsOf(1, 0, 0, 1), truth: LabelsOf(1, 0, 1, 0), probabilities, kept);

        // E = 0.5: 1 − 0.5 and 0 − 0.5, the same in both halves. The mean reward is 0.5, so E stays.
        SignalOf(modulation, context).ShouldBeClose(Vector(0.5f, -0.5f, 0.5f, -0.5f), 1e-5);
        SignalOf(modulation, context).ShouldBeClose(Vector(0.5f, -0.5f, 0.5f, -0.5f), 1e-5);

        // Both right: E is still 0.5 at first, then 0.5 · 0.5 + 0.5 · 1 = 0.75.
        ModulationContext right = Context(shown: LabelsOf(1, 1, 0, 0), truth: LabelsOf(1, 1, 1, 1), probabilities, kept);
        SignalOf(modulation, right).ShouldBeClose(Vector(0.5f, 0.5f, 0.5f, 0.5f), 1e-5);
        SignalOf(modulation, right).ShouldBeClose(Vector(0.25f, 0.25f, 0.25f, 0.25f), 1e-5);
    }

    [Fact]
    public void FaithfulRewardPrediction_EveryStep_TellsTheHalvesApart()
    {
        FaithfulRewardPredictionModulation modulation = new(scale: 1, learnScale: false);
        ModulationContext context = Context(LabelsOf(1, 0), kept: modulation.CreateBuffers(CPU));

        // M⁺ = 1 − 0.5, then E = 0.505, M⁻ = −0.505, then E = 0.49995: M⁺ = 0.50005.
        SignalOf(modulation, context).ShouldBeClose(Vector(0.5f, -0.505f), 1e-5);
        SignalOf(modulation, context).ShouldBeClose(Vector(0.50005f, -0.5049505f), 1e-5);
    }

    [Fact]
    public void CreateBuffers_RunningMean_IsTheOneThatModulateFollows()
    {
        Tensor probabilities = Matrix(new[,] { { 0.1f, 0.9f }, { 0.1f, 0.9f } });
        RewardPredictionModulation reward = new(scale: 1, memory: 0.5);
        FaithfulRewardPredictionModulation faithful = new(scale: 1, learnScale: false);
        IReadOnlyList<NamedTensor> kept = reward.CreateBuffers(CPU), faithfullyKept = faithful.CreateBuffers(CPU);
        Tensor expected = kept.Should().ContainSingle(buffer => buffer.Name == "expected_reward").Which.Value;
        Tensor faithfullyExpected = faithfullyKept.Should().ContainSingle(buffer => buffer.Name == "expected_reward").Which.Value;
        expected.fill_(0.25);
        faithfullyExpected.fill_(0.25);

        // Both predictions are wrong: M = 0 − 0.25, then E = 0.5 · 0.25.
        SignalOf(reward, Context(shown: LabelsOf(0, 1), truth: LabelsOf(0, 0), probabilities, kept))
            .ShouldBeClose(Vector(-0.25f, -0.25f), 1e-5);
        expected.ToDouble().Should().Be(0.125);
        SignalOf(faithful, Context(LabelsOf(0, 1), kept: faithfullyKept)).ShouldBeClose(Vector(0.75f, -0.2575f), 1e-5);
        faithfullyExpected.ToDouble().Should().BeApproximately(0.99 * 0.2575, 1e-12);
    }

    [Fact]
    public void LayerAgreement_TwoLayersOneOpinion_IsTheProductOfStandardScores()
    {
        // Goodness 1 and 3 are −1 and 1 standard deviations from their mean; the neighbour's 10 and 0 are 1 and −1:
        // they disagree on both rows.
        ModulationContext context =
            new() { Labels = LabelsOf(0, 1), Positives = 1, GoodnessAt = offset => offset == 1 ? Vector(10, 0) : null };

        Tensor modulated = new LayerAgreementModulation(scale: 1).Modulate(Vector(1, 3), context);

        float factor = 1 + MathF.Tanh(-1);
        modulated.ShouldBeClose(Vector(factor, 3 * factor), 1e-5);
    }

    [Fact]
    public void LayerAgreement_LastLayer_TakesTheOneBefore()
    {
        ModulationContext context =
            new() { Labels = LabelsOf(0, 1), Positives = 1, GoodnessAt = offset => offset == -1 ? Vector(5, 7) : null };

        new LayerAgreementModulation(scale: 1).Modulate(Vector(1, 3), context).ShouldBeClose(Vector(1, 3) * (1 + MathF.Tanh(1)), 1e-5);
    }

    [Fact]
    public void FaithfulLayerAgreement_UnitByUnit_IsTheCorrelationOverTheSharedUnits()
    {
        // Centred: (−1, 0, 1) and, of four units, (−1.5, −0.5, 0.5, 1.5), of which the first three count:
        // (1.5 + 0 + 0.5) / (√2 · √(2.25 + 0.25 + 0.25)) = 2 / 2.345208 = 0.852803. The second row is the first with its sign turned.
        ModulationContext context = new()
        {
            Labels = LabelsOf(0, 1),
            Positives = 1,
            ActivationsAt = offset => offset switch
            {
                0 => Matrix(new float[,] { { 0, 1, 2 }, { 2, 1, 0 } }),
                1 => Matrix(new float[,] { { 0, 1, 2, 3 }, { 0, 1, 2, 3 } }),
                _ => null,
            },
        };

        SignalOf(new FaithfulLayerAgreementModulation(scale: 1, learnScale: false), context)
            .ShouldBeClose(Vector(0.8528029f, -0.8528029f), 1e-5);
    }

    [Fact]
    public void LayerAgreement_LayerAlone_IsNotModulated()
    {
        ModulationContext context = Context(LabelsOf(0, 1));

        new LayerAgreementModulation().Modulate(Vector(1, 3), context).ShouldBeClose(Vector(1, 3));
        new FaithfulLayerAgreementModulation(learnScale: false).Modulate(Vector(1, 3), context).ShouldBeClose(Vector(1, 3));
    }

    [Fact]
    public void TopDown_ContextWithoutHead_SaysHowToGetOne() =>
        FluentActions.Invoking(
            () => new TopDownModulation().Modulate(Vector(1, 1), new ModulationContext { Labels = LabelsOf(0, 1), Positives = 1 }))
            .Should().Throw<InvalidOperationException>().WithMessage("*WithSoftmaxHead*");

    private static Tensor SignalOf(IModulation modulation, ModulationContext context)
    {
        Tensor goodness = ones([context.Labels.shape[0]]);
        return (modulation.Modulate(goodness, context) - 1).atanh();
    }

    private static ModulationContext Context(
        Tensor shown, Tensor? truth = null, Tensor? probabilities = null, IReadOnlyList<NamedTensor>? kept = null) => new()
        {
            Labels = shown,
            TrueLabels = truth ?? shown,
            Positives = shown.shape[0] / 2,
            KeptTensors = kept ?? [],
            ClassProbabilities = () => probabilities ?? throw new InvalidOperationException("No probabilities were given."),
        };
}
