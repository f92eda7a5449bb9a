using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Random matrices with orthonormal rows or columns (Saxe et al. 2014, arXiv 1312.6120), as PyTorch's <c>orthogonal_</c> draws them.
/// </summary>
internal static class Orthogonal
{
    /// <summary>A matrix <c>[rows, columns]</c>, <paramref name="gain"/> times orthonormal along its shorter side.</summary>
    public static Tensor Draw(long rows, long columns, double gain, Generator generator)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tall = TensorCreation.DrawNormal([Math.Max(rows, columns), Math.Min(rows, columns)], float32, generator);
        (Tensor basis, Tensor triangle) = linalg.qr(tall);
        Tensor unique = basis * triangle.diagonal().sign(); // Without the signs the draw is not uniform.
        return (rows < columns ? unique.t() : unique).Multiply(gain).MoveToOuterDisposeScope();
    }
}
