using ForwardForward.Extensibility;
using ForwardForward.Tests.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.SelfSupervised;

public sealed class ViewContrastObjectiveTests
{
    [Fact]
    public void Differentiate_TwoImagesOfTwoViews_IsTheMeanLogProbabilityOfThePartner()
    {
        using ViewContrastObjective objective = new(
            new ViewContrastOptions { Dimensions = 2, Temperature = 0.5 }, [2], LayerContexts.Create(2));
        objective.Parameters[0].Value.copy_(eye(2));

        // First views (1, 0) and (0, 3), second views (2, 0) and (0, 1): each is parallel to its partner, at right angles to the two
        // others. Similarities over 0.5: 2 for the partner and 0 twice: −2 + log(e² + 2).
        ObjectiveStep step = ObjectiveStep.Differentiate(
            objective, Matrix(new float[,] { { 1, 0 }, { 0, 3 }, { 2, 0 }, { 0, 1 } }), Context(2));

        step.Loss.ToDouble().Should().BeApproximately(Math.Log(Math.Exp(2) + 2) - 2, 1e-5);
        Values(step.Goodness).Should().Equal(0.5f, 4.5f, 2f, 0.5f);
    }

    [Fact]
    public void Differentiate_Gradients_EqualAutomaticDifferentiation()
    {
        foreach (long[] shape in new long[][] { [6], [3, 4, 4] })
        {
            using ViewContrastObjective objective = new(
                new ViewContrastOptions { Dimensions = 4, Grid = 2 }, shape, LayerContexts.Create(2));
            Tensor activations = Random(3, [6, .. shape]), projection = objective.Parameters[0].Value;

            ObjectiveStep step = ObjectiveStep.Differentiate(objective, activations, Context(3));

            step.Gradient.ShouldBeClose(Gradient(leaf => objective.Loss(objective.Read(leaf, leaf), Context(3)).reshape(1), activations));
            projection.requires_grad = true;
            using (enable_grad())
                objective.Loss(objective.Read(activations, activations), Context(3)).backward();
            step.ParameterGradients.Should().ContainSingle().Which.ShouldBeClose(projection.grad!);
            projection.requires_grad = false;
        }
    }

    private static LearningContext Context(long images) => new() { Labels = zeros([2 * images], int64), Positives = images, Progress = 0 };
}
