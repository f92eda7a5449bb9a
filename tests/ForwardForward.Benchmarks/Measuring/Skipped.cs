namespace ForwardForward.Benchmarks.Measuring;

/// <summary>A benchmark that was not measured.</summary>
/// <param name="Id">The benchmark's.</param>
/// <param name="Reason">Why, and what would help.</param>
internal sealed record Skipped(string Id, string Reason)
{
    public override string ToString() => $"skipped {Id}: {Reason}";
}
