using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks;

/// <summary>A ratio that is measured.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="Target">The largest ratio that is good enough where nothing else runs; null where none is set.</param>
/// <param name="Open">
/// Sets up both sides, given whether the run is a quick one. It throws a <see cref="CannotMeasureException"/> where
/// this machine lacks what it needs.
/// </param>
internal sealed record Benchmark(string Id, double? Target, Func<bool, Pair> Open)
{
    /// <summary>The largest ratio that is good enough while another process computes; null where none is set.</summary>
    public double? LoadedTarget { get; init; }

    /// <summary>
    /// The largest value of this library that is good enough where nothing else runs, in the pair's unit; null where none is set.
    /// </summary>
    public double? Limit { get; init; }

    /// <summary>Whether it is measured once more with the same library for matrix products on both sides.</summary>
    public bool AlsoWithSameProducts { get; init; }

    /// <summary>The largest ratio that is good enough with the same products, where nothing else runs; null where none is set.</summary>
    public double? SameProductsTarget { get; init; }

    /// <summary>Whether its process has one core only.</summary>
    public bool OnOneCore { get; init; }
}
