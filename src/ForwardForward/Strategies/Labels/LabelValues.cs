using System.Runtime.CompilerServices;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The one number that a label is written in.</summary>
internal static class LabelValues
{
    /// <summary>The number, where it can be read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is 0 or not finite.</exception>
    public static double Readable(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value != 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, "A label written as 0 or as no number cannot be read. Use a finite value other than 0, or the default.");

    /// <summary>The number as a scalar <c>[]</c> of the images' type, on their device.</summary>
    public static Tensor Scalar(double value, Tensor images) =>
        TensorCreation.Full([], value, Expect.Images(images).dtype, images.device);
}
