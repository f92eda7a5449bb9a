namespace ForwardForward.Samples;

/// <summary>A number that the study states: the level of a result, or its difference to another one.</summary>
/// <param name="Row">The result that it is about, by the name of its row.</param>
/// <param name="Value">What the study states, as a fraction: 0.945 is 94.5 %, and a difference of 0.0142 is 1.42 points.</param>
public sealed record StudyClaim(string Row, double Value)
{
    /// <summary>The row that <see cref="Row"/> is said to differ from; null where <see cref="Value"/> is a level.</summary>
    /// <value>The default is null.</value>
    public string? Against { get; init; }

    /// <summary>The measure of both rows.</summary>
    /// <value>The default is <c>test_accuracy</c>.</value>
    public string Metric { get; init; } = "test_accuracy";

    /// <summary>What else may be behind the number.</summary>
    /// <value>The default is nothing.</value>
    public IReadOnlyList<StudyCause> Causes { get; init; } = [];

    /// <summary>The rows that it is judged by: its own, the one that this is said to differ from, and those of its causes.</summary>
    internal IEnumerable<(string Name, string Metric)> Rows =>
    [
        (Row, Metric),
        (Against ?? Row, Metric),
        .. Causes.Select(cause => (cause.With, cause.MetricWith ?? Metric)),
        .. Causes.Select(cause => (cause.Without, cause.MetricWithout ?? Metric)),
    ];
}
