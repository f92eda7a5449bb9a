using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Units or channels in equal groups, one a class, in the order of the classes: a class's goodness is what its group makes of a row.
/// </summary>
/// <param name="kind">What of a group is measured.</param>
/// <param name="loss">What the goodness of the classes should become.</param>
/// <param name="classes">The number of classes; it divides the units or channels.</param>
internal sealed class ClassGroupObjective(GroupMeasure kind, IClassLoss loss, int classes) : ClassObjective(loss), IOnnxExportable
{
    public override Tensor Measure(Tensor activations)
    {
        if (Expect.Rows(activations).size(1) % classes != 0)
            throw new ArgumentException(
                $"activations must be in {classes} equal groups, one a class, but are {Expect.Describe(activations)}.",
                nameof(activations));
        using DisposeScope scope = NewDisposeScope();
        Tensor measured = kind == GroupMeasure.MeanSquare ? activations.Square() : activations;
        Tensor perChannel = measured.ndim == 4 ? measured.mean([2, 3]) : measured;
        return perChannel.view(activations.shape[0], classes, -1).mean([2]).MoveToOuterDisposeScope();
    }

    /// <summary>∂g/∂a is 2a/n in the class's group of n, or 1/n, and 0 in the others.</summary>
    public override Tensor PullBack(Tensor activations, Tensor slope, GradientAccumulation gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        long size = activations.numel() / activations.shape[0] / classes;
        Tensor perChannel = slope.Divide(size).repeat_interleave(activations.shape[1] / classes, 1);
        Tensor perElement = activations.ndim == 4 ? perChannel.unsqueeze(2).unsqueeze(3) : perChannel;
        Tensor gradient =
            kind == GroupMeasure.MeanSquare ? activations * perElement.Multiply(2) : zeros_like(activations).AddInPlace(perElement);
        return gradient.MoveToOuterDisposeScope();
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue measured = kind == GroupMeasure.MeanSquare ? graph.Square(input) : input;
        return graph.Add(
            "ReduceMean", [graph.Reshape(measured, [classes, shape.Size() / classes])], new("axes", [2]), new("keepdims", 0));
    }
}
