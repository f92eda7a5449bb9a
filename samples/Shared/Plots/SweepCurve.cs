using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>A named line of results over a setting.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">The setting and the result at each point, in the order of the line.</param>
public sealed record SweepCurve(string Name, IReadOnlyList<(double Setting, StudyRow Row)> Points)
{
    /// <summary>Makes a line of rows, found by their names.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="rows">Results of one metric.</param>
    /// <param name="points">The setting and the name of the row at each point. A point whose row is not among the rows is left out.</param>
    /// <returns>The line.</returns>
    public static SweepCurve Create(string name, IReadOnlyList<StudyRow> rows, IEnumerable<(double Setting, string Row)> points) =>
        new(name,
        [
            .. from point in points
               from row in rows
               where string.Equals(row.Name, point.Row, StringComparison.Ordinal)
               select (point.Setting, row),
        ]);
}
