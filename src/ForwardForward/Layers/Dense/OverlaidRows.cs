using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Rows of images that show labels: one matrix product serves all labels that an image shows, and a small one the labels.</summary>
/// <param name="Normalised">The images scaled, 0 in the label's pixels, <c>[n, inputs]</c>.</param>
/// <param name="Slots">The label's pixels of every row, <c>[shown × n, classes]</c>: as many blocks of the n images as labels are shown on each.</param>
internal sealed record OverlaidRows(Tensor Normalised, Tensor Slots) : DenseRows(Normalised)
{
    private long Shown => Slots.shape[0] / Normalised.shape[0];

    public override Tensor Multiply(Tensor weight, Tensor bias)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor shared = base.Multiply(weight, bias);
        return shared.repeat(Shown, 1).addmm_(Slots, weight.narrow(1, 0, Slots.shape[1]).t()).MoveToOuterDisposeScope();
    }

    public override Tensor GradientOfWeight(Tensor delta)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gradient = base.GradientOfWeight(delta.view(Shown, Normalised.shape[0], delta.shape[1]).sum([0]));
        gradient.narrow(1, 0, Slots.shape[1]).add_(delta.t().mm(Slots));
        return gradient.MoveToOuterDisposeScope();
    }
}
