namespace ForwardForward.Benchmarks.Device;

/// <summary>Whether the same work ends the same on the processor and on the device.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Difference">
/// How far the two ends lie apart, as a share of the way from beginning to end on the processor; infinite where it failed.
/// </param>
/// <param name="Allowed">The largest difference that rounding explains.</param>
/// <param name="Fault">What it failed with, or null where it ended.</param>
internal sealed record DeviceCheck(string Name, double Difference, double Allowed, string? Fault = null)
{
    public bool Holds => Difference <= Allowed;

    public override string ToString() => FormattableString.Invariant(
        $"{(Holds ? "agrees" : "DIFFERS")} {Name}: {Difference:E1} of at most {Allowed:E1}{(Fault is null ? "" : $" - {Fault}")}");
}
