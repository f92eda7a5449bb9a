namespace ForwardForward.Benchmarks;

/// <summary>Two ways of doing the same, to be measured in turn.</summary>
/// <param name="Id">What the ratio is called.</param>
/// <param name="Target">The largest ratio that is good enough.</param>
/// <param name="Ours">One step of this library.</param>
/// <param name="Other">One step of what it is compared with.</param>
internal sealed record Pair(string Id, double Target, Action Ours, Action Other);
