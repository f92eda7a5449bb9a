using ForwardForward.Extensibility;
using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Extensibility;

public sealed class ContrastiveObjectiveTests
{
    // One positive and one negative row of two units: goodness (1 + 4) / 2 = 2.5 and (9 + 1) / 2 = 5.
    private static readonly Tensor Activations = Matrix(new float[,] { { 1, 2 }, { 3, 1 } });

    [Fact]
    public void Loss_WithContribution_AddsItBeforeTheThreshold()
    {
        using ContrastiveObjective objective = new(new MeanSquareGoodness(), new LogisticLoss(threshold: 2));

        // (softplus(2 − 2.5 − 0.5) + softplus(5 − 1 − 2)) / 2 = (softplus(−1) + softplus(2)) / 2.
        ObjectiveStep step = ObjectiveStep.Differentiate(objective, Activations, Context(Vector(0.5f, -1)));

        step.Loss.ToDouble().Should().BeApproximately((Softplus(-1) + Softplus(2)) / 2, 1e-5);
        Values(step.Goodness).Should().Equal(2.5f, 5f);
    }

    [Fact]
    public void Differentiate_ContributionThatRecords_GetsNoGradient()
    {
        using ContrastiveObjective objective = new(new MeanSquareGoodness(), new LogisticLoss(threshold: 2));
        Tensor others = Vector(0.5f, -1).requires_grad_();

        ObjectiveStep.Differentiate(objective, Activations, Context(others));

        others.grad.Should().BeNull("layers exchange goodness, never gradients");
    }

    [Fact]
    public void Differentiate_ModulatedGoodness_EqualsAutomaticDifferentiationOfTheWhole()
    {
        using ContrastiveObjective stated = new(
            new MeanSquareGoodness(), new LogisticLoss(threshold: 2), new FaithfulRewardPredictionModulation());
        using ContrastiveObjective unstated = new(
            new UnstatedMeanSquare(), new LogisticLoss(threshold: 2), new FaithfulRewardPredictionModulation());

        ObjectiveStep closed = ObjectiveStep.Differentiate(stated, Activations, Context());
        ObjectiveStep automatic = ObjectiveStep.Differentiate(unstated, Activations, Context());

        closed.Gradient.ShouldBeClose(automatic.Gradient);
        closed.ParameterGradients.Should().ContainSingle().Which.ShouldBeClose(automatic.ParameterGradients[0]);
        // M⁺ = 0.5 and M⁻ = −0.505: g̃ = 2.5 · (1 + 0.5 · tanh 0.5) = 3.07765 and 5 · (1 − 0.5 · tanh 0.505) = 3.83490;
        // ∂L/∂s = (−σ(2 − g̃⁺) · 2.5 · tanh 0.5 − σ(g̃⁻ − 2) · 5 · tanh 0.505) / 2 = (−0.29339 − 2.00944) / 2.
        closed.ParameterGradients[0].ToDouble().Should().BeApproximately(-1.151412, 1e-4);
    }

    [Fact]
    public void Dispose_ModulationThatLearnsAndRemembers_TakesItsTensorsAlong()
    {
        ContrastiveObjective objective = new(new MeanSquareGoodness(), new SwishLoss(), new RewardPredictionModulation(learnScale: true));
        NamedTensor[] kept = [.. objective.Parameters, .. objective.Buffers];

        objective.Dispose();

        kept.Select(tensor => tensor.Name).Should().Equal("modulation_scale", "expected_reward");
        kept.Should().OnlyContain(tensor => tensor.Value.IsInvalid);
    }

    [Fact]
    public void Loss_ModulationsTensors_AreThoseOfTheLayer()
    {
        SeeingModulation modulation = new([]);
        using ContrastiveObjective first = new(new MeanSquareGoodness(), new SwishLoss(), modulation),
            second = new(new MeanSquareGoodness(), new SwishLoss(), modulation);

        ObjectiveStep.Differentiate(second, Activations, Context());

        modulation.Seen
            .Should().ContainSingle().Which.Should().BeSameAs(second.Parameters[0].Value).And.NotBeSameAs(first.Parameters[0].Value);
    }

    private static LearningContext Context(Tensor? contribution = null) =>
        new() { Labels = LabelsOf(0, 1), Positives = 1, Progress = 0, Contribution = contribution };

    private static double Softplus(double value) => Math.Log(1 + Math.Exp(value));

    private sealed class UnstatedMeanSquare : IGoodness
    {
        public Tensor Measure(Tensor activations) => activations.square().mean([1]);
    }

    private sealed class SeeingModulation(List<Tensor> seen) : IModulation
    {
        public List<Tensor> Seen => seen;

        public IReadOnlyList<NamedTensor> CreateParameters(Device device) => [new("gain", ones([], float32, device))];

        public Tensor Modulate(Tensor goodness, ModulationContext context)
        {
            seen.Add(context.Kept("gain"));
            return goodness * context.Kept("gain");
        }
    }
}
