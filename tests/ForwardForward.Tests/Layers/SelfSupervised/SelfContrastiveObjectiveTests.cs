using ForwardForward.Extensibility;
using ForwardForward.Tests.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.SelfSupervised;

public sealed class SelfContrastiveObjectiveTests
{
    [Fact]
    public void Differentiate_TwoSamples_ComparesEachWithItselfAndWithTheOther()
    {
        // z = (1, −1) and (0, 2): with themselves (2, 0) and (0, 4), mean squares 2 and 8; with each other (1, 1), mean square 1, for both.
        using SelfContrastiveObjective objective = new(
            new SelfContrastiveOptions { PositiveThreshold = 4, NegativeThreshold = 3, GoodnessCost = 0.5 });

        ObjectiveStep step = ObjectiveStep.Differentiate(objective, Matrix(new float[,] { { 1, -1 }, { 0, 2 } }), Context());

        double expected = ((Softplus(2) + Softplus(-2) + 1) + (Softplus(-4) + Softplus(-2) + 4)) / 2;
        step.Loss.ToDouble().Should().BeApproximately(expected, 1e-5);
        Values(objective.Measure(Matrix(new float[,] { { 2, -2 }, { 0, 4 } }))).Should().Equal(2f, 8f);
    }

    [Fact]
    public void Differentiate_Gradient_EqualsAutomaticDifferentiationAtEveryRotation()
    {
        SelfContrastiveOptions options = new() { PositiveThreshold = 1, NegativeThreshold = 0.5, GoodnessCost = 0.1 };
        using SelfContrastiveObjective objective = new(options);
        foreach (Tensor responses in new[] { Random(3, 5, 6), Random(4, 5, 3, 2, 2) })
        {
            ObjectiveStep step = ObjectiveStep.Differentiate(objective, responses, Context());

            // The rotation is drawn inside: the one that gives the same loss must give the same gradient (its reverse
            // pairs the same samples).
            Func<Tensor, Tensor>[] plain = [.. Enumerable.Range(1, 4).Select(shift => (Func<Tensor, Tensor>)(leaf => Plain(leaf, shift)))];
            Func<Tensor, Tensor> drawn = plain.First(loss => Math.Abs(loss(responses).ToDouble() - step.Loss.ToDouble()) < 1e-6);
            step.Gradient.ShouldBeClose(Gradient(leaf => drawn(leaf).reshape(1), responses));
        }

        Tensor Plain(Tensor responses, long shift)
        {
            Tensor own = (responses * 2).relu().flatten(1).square().mean([1]),
                others = (responses + responses.roll([shift], [0])).relu().flatten(1).square().mean([1]);
            return (nn.functional.softplus(options.PositiveThreshold - own) + nn.functional.softplus(
                others - options.NegativeThreshold) + (own * options.GoodnessCost)).mean();
        }
    }

    [Fact]
    public void Differentiate_WithoutGenerator_SaysWhatIsMissing()
    {
        using SelfContrastiveObjective objective = new(new SelfContrastiveOptions());

        FluentActions.Invoking(() => ObjectiveStep.Differentiate(
            objective, ones([2, 2]), new LearningContext { Labels = LabelsOf(0, 1), Positives = 2, Progress = 0 }))
            .Should().Throw<InvalidOperationException>().WithMessage("*LearningContext.Generator*");
    }

    private static LearningContext Context() =>
        new() { Labels = LabelsOf(0, 1), Positives = 2, Progress = 0, Generator = new Generator(3UL) };

    private static double Softplus(double value) => Math.Log(1 + Math.Exp(value));
}
