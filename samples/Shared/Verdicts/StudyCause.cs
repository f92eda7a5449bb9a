namespace ForwardForward.Samples;

/// <summary>
/// Something else than the study names that may be behind its number, and the two results that tell: they differ in nothing but this.
/// </summary>
/// <param name="Name">What it is, in words that go on after "explained by".</param>
/// <param name="With">The row that has it.</param>
/// <param name="Without">The row that lacks it.</param>
public sealed record StudyCause(string Name, string With, string Without)
{
    /// <summary>The measure of <see cref="With"/>, where it differs from that of the claim.</summary>
    /// <value>The default is null: the claim's.</value>
    public string? MetricWith { get; init; }

    /// <summary>
    /// The measure of <see cref="Without"/>, where it differs from that of the claim: two ways to measure one network may be what differs.
    /// </summary>
    /// <value>The default is null: the claim's.</value>
    public string? MetricWithout { get; init; }
}
