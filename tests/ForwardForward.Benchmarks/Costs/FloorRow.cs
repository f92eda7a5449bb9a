using System.Globalization;
namespace ForwardForward.Benchmarks.Costs;

/// <summary>Where the time of a step goes, in milliseconds; each part alone, the rest being what is left.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Measured">The median of a step.</param>
/// <param name="Products">Its matrix products, made of the same shapes and nothing else: no step can be faster.</param>
/// <param name="Gigaflops">The rate at which the products alone ran, in GFLOP/s.</param>
/// <param name="ProductsByLibtorch">The same products by the library that libtorch chooses.</param>
/// <param name="Batch">Choosing, drawing and embedding a batch.</param>
/// <param name="Optimizer">Adam's step on all parameters.</param>
internal sealed record FloorRow(
    string Step, double Measured, double Products, double Gigaflops, double ProductsByLibtorch, double Batch, double Optimizer)
{
    /// <summary>Normalisation, rectifier, goodness, loss and gradient, element by element, and what calling costs.</summary>
    public double Rest => Measured - Products - Batch - Optimizer;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"floor {Step}: step {Measured:F2} ms, products alone {Products:F2} ms ({Gigaflops:F0} GFLOP/s; by libtorch "
            + $"{ProductsByLibtorch:F2} ms), batch {Batch:F2} ms, optimizer {Optimizer:F2} ms, rest {Rest:F2} ms");
}
