using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks;

/// <summary>A ratio that is measured.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="Target">The largest ratio that is good enough.</param>
/// <param name="Open">
/// Sets up both sides, given whether the run is a quick one. It throws a <see cref="CannotMeasureException"/> where
/// this machine lacks what it needs.
/// </param>
internal sealed record Benchmark(string Id, double Target, Func<bool, Pair> Open);
