namespace ForwardForward.Samples.Cluster;

/// <summary>How far a cell has come.</summary>
/// <param name="IsStarted">Whether the silo knows of it; not after its silo was lost.</param>
/// <param name="Fraction">How much of its training is done, from 0 to 1.</param>
/// <param name="Row">What it gave, as JSON; null before its end.</param>
/// <param name="Failure">Why it could not be run; null where it could. A cell that diverges has a row that says so.</param>
[GenerateSerializer]
[Immutable]
[Alias("ForwardForward.CellStatus")]
public sealed record CellStatus(
    [property: Id(0)] bool IsStarted, [property: Id(1)] double Fraction, [property: Id(2)] string? Row, [property: Id(3)] string? Failure);
