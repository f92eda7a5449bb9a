namespace ForwardForward.Benchmarks.Export;

/// <summary>How much is compared.</summary>
/// <param name="Networks">How many of the networks, from the first on.</param>
/// <param name="TrainingImages">What each learns, once.</param>
/// <param name="TestImages">What both sides predict.</param>
/// <param name="Rounds">How often each side's time is taken.</param>
internal sealed record ExportExtent(int Networks, int TrainingImages, int TestImages, int Rounds)
{
    public static ExportExtent Full { get; } = new(int.MaxValue, 3_000, 10_000, 7);

    public static ExportExtent Quick { get; } = new(2, 1_000, 1_000, 3);
}
