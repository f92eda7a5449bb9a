using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>Kept features, read as standardised float64 a block of columns at a time.</summary>
/// <param name="Features"><c>[n, features]</c>.</param>
/// <param name="Mean">What each feature is measured from.</param>
/// <param name="Deviation">What each feature is divided by.</param>
internal sealed record StandardisedFeatures(Tensor Features, Tensor Mean, Tensor Deviation)
{
    /// <summary>x̂ x̂ᵀ / n, the products of samples, <c>[n, n]</c>, as <see cref="SymmetricBlocks"/> keep a matrix.</summary>
    public Tensor MultiplySamples(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        long samples = Features.shape[0], width = Features.shape[1];
        Tensor products = TensorCreation.Zeros([samples, samples], float64, Features.device);
        foreach ((long start, long length) in SymmetricBlocks.Along(width))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            SymmetricBlocks.AddProduct(products, Columns(start, length));
            progress?.Report((double)(start + length) / width);
        }
        return products.DivideInPlace(samples);
    }

    /// <summary>(x̂ᵀ · values)ᵀ: a row for each column of the values, <c>[any, features]</c>.</summary>
    public Tensor MultiplyFeatures(Tensor values, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        long width = Features.shape[1];
        Tensor products = TensorCreation.Empty([values.shape[1], width], float64, Features.device);
        foreach ((long start, long length) in SymmetricBlocks.Along(width))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            products.narrow(1, start, length).copy_(values.t().mm(Columns(start, length)));
            progress?.Report((double)(start + length) / width);
        }
        return products;
    }

    private Tensor Columns(long start, long length) =>
        (Features.narrow(1, start, length).to(float64) - Mean.narrow(0, start, length)).div_(Deviation.narrow(0, start, length));
}
