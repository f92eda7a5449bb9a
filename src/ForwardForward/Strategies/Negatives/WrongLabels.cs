using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Draws wrong labels evenly: y⁻ = (y + U{1 … C−1}) mod C.</summary>
internal static class WrongLabels
{
    /// <summary>Draws a wrong label for each image.</summary>
    /// <param name="labels">True labels, <c>[batch]</c>, int64.</param>
    /// <param name="context">The generator and the number of classes.</param>
    /// <returns>New labels, <c>[batch]</c>, none of them the true one.</returns>
    public static Tensor Draw(Tensor labels, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Tensor drawn = TensorCreation.DrawWhole(1, context.Classes, Expect.Labels(labels).shape, int64, context.Generator);
        using Tensor offsets = drawn.to(labels.device);
        return labels.Add(offsets).RemainderInPlace(context.Classes);
    }
}
