namespace ForwardForward.Benchmarks.Costs;

/// <summary>A network and a batch whose step is timed.</summary>
/// <param name="Axis">What is varied: width, depth, batch or classes.</param>
/// <param name="Width">Units of a layer.</param>
/// <param name="Depth">Layers.</param>
/// <param name="Batch">Images of a step.</param>
/// <param name="Classes">Classes.</param>
internal sealed record CostPoint(string Axis, int Width = 500, int Depth = 2, int Batch = 128, int Classes = 10)
{
    public static IReadOnlyList<CostPoint> All { get; } =
    [
        .. new[] { 125, 250, 500, 1_000, 2_000 }.Select(width => new CostPoint("width", Width: width)),
        .. new[] { 1, 2, 4, 8, 16 }.Select(depth => new CostPoint("depth", Depth: depth)),
        .. new[] { 16, 32, 128, 512, 2_048 }.Select(batch => new CostPoint("batch", Batch: batch)),
        .. new[] { 2, 10, 100 }.Select(classes => new CostPoint("classes", Classes: classes)),
    ];

    /// <summary>The value on the axis.</summary>
    public int Value => Axis switch
    {
        "width" => Width,
        "depth" => Depth,
        "batch" => Batch,
        _ => Classes,
    };
}
