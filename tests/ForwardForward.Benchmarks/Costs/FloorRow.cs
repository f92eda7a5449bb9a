namespace ForwardForward.Benchmarks.Costs;

/// <summary>How far a step is from its matrix products alone, in milliseconds.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Measured">The median of a step.</param>
/// <param name="Products">The medians of its matrix products, made of the same shapes and nothing else, added up.</param>
/// <param name="Gigaflops">The rate at which the products alone ran, in GFLOP/s.</param>
internal sealed record FloorRow(string Step, double Measured, double Products, double Gigaflops)
{
    public override string ToString() => FormattableString.Invariant($"floor {Step}: step {Measured:F2} ms, products alone {Products:F2} ms ({Gigaflops:F0} GFLOP/s), {Measured / Products:F2} times");
}
