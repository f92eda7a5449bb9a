using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Which half of a batch a row is in, as a number.</summary>
internal static class Halves
{
    /// <summary>1 for positive rows and −1 for negative ones, <c>[rows]</c>.</summary>
    public static Tensor Sign(Tensor like, long positives)
    {
        Tensor sign = ones([like.shape[0]], like.dtype, like.device);
        sign.narrow(0, positives, like.shape[0] - positives).fill_(-1);
        return sign;
    }
}
