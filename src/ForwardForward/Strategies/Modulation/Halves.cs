using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Which half of a batch a row is in, as a number.</summary>
internal static class Halves
{
    /// <summary>1 for positive rows and −1 for negative ones, <c>[rows]</c>.</summary>
    public static Tensor Sign(Tensor rows, ScalarType type, long positives)
    {
        Tensor sign = TensorCreation.Ones([rows.shape[0]], type, rows.device);
        sign.narrow(0, positives, rows.shape[0] - positives).FillInPlace(-1);
        return sign;
    }
}
