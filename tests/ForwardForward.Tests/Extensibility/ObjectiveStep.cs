using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Extensibility;

/// <summary>What an objective says of the activations of a whole batch.</summary>
internal sealed record ObjectiveStep(Tensor Gradient, Tensor Goodness, Tensor Loss, Tensor[] ParameterGradients)
{
    /// <summary>Measures, judges and goes back as a layer does.</summary>
    public static ObjectiveStep Differentiate(LocalObjective objective, Tensor activations, LearningContext context)
    {
        using GradientAccumulation gradients = new("the objective", objective.Parameters, WorkSpace.None);
        Tensor goodness = objective.Measure(activations);
        Tensor slope = objective.Judge(objective.Read(activations, goodness), context, gradients);
        Tensor gradient = objective.PullBack(activations, slope, gradients);
        return new ObjectiveStep(gradient, goodness, gradients.Loss.clone(), [.. gradients.Sum().Select(sum => sum.clone())]);
    }
}
