namespace ForwardForward.Samples.Cluster;

/// <summary>How far a sweep on a cluster has come.</summary>
/// <param name="Done">How many cells are done, those of earlier runs included.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Running">The cells under way: name, silo, and how much of each is done.</param>
/// <param name="Left">The time left, if the cells to come take as long as those of this run; null before the first is done.</param>
/// <param name="News">What has just happened, such as the row of a cell; null for nothing.</param>
public sealed record SweepBoard(
    int Done, int Count, IReadOnlyList<(string Cell, string Silo, double Fraction)> Running, TimeSpan? Left, string? News);
