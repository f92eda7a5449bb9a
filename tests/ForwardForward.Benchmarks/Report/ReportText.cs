using ForwardForward.Benchmarks.Costs;
using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Experiments;

namespace ForwardForward.Benchmarks.Report;

/// <summary>Puts a report's figures into tables, for the documents.</summary>
internal static class ReportText
{
    public static string ToMarkdown(BenchmarkReport report) => string.Join("\n", Lines(report)) + "\n";

    private static IEnumerable<string> Lines(BenchmarkReport report)
    {
        string load = report.Loaded ? "another process computes on one core; " : string.Empty;
        yield return FormattableString.Invariant(
            $"{report.Machine.Torch}; {report.Products}; {load}{report.Started:yyyy-MM-dd}, {report.Seconds:F0} s");
        IEnumerable<string>[] tables =
        [
            MarkdownTable.Lines(
                ["ratio", "value", "quartiles", "target", "same products", "their target", "this library", "the other", "spread"],
                report.Results.Select(Cells)),
            MarkdownTable.Lines(
                [
                    "where a step's time goes", "step, ms", "products alone, ms", "their GFLOP/s", "products by libtorch, ms", "batch, ms",
                    "optimizer, ms", "rest, ms",
                ],
                (report.Floors ?? []).Select(Cells)),
            MarkdownTable.Lines(
                [
                    "axis", "value", "overlay step, ms", "projection step, ms", "backprop step, ms", "overlay scoring 1,000, ms",
                    "projection scoring 1,000, ms",
                ],
                (report.Costs ?? []).Select(Cells)),
        ];
        foreach (string line in tables.SelectMany(table => table))
            yield return line;
        foreach (Skipped skipped in report.Skipped)
            yield return $"\n{skipped}";
    }

    private static string[] Cells(PairResult result) =>
    [
        result.Id,
        Ratio(result.Ratio),
        result.Ratios is { } ratios ? $"{Ratio(ratios.Lower)} to {Ratio(ratios.Upper)}" : string.Empty,
        Target(result),
        result.SameProducts is { } same ? Ratio(same.Ratio) : string.Empty,
        result.SameProducts is { } theirs ? Target(theirs) : string.Empty,
        FormattableString.Invariant($"{result.Ours.Median:0.00#} {result.Unit}"),
        FormattableString.Invariant($"{result.Other.Median:0.00#} {result.Unit}"),
        string.Join(
            ", ", [Spread(result), .. result.SameProducts is { } other ? [$"same products {Spread(other)}"] : Array.Empty<string>()]),
    ];

    private static string Spread(PairResult result) =>
        FormattableString.Invariant($"{100 * result.Spread:F0} %")
            + (result.TooNoisy ? ", too wide to judge" : string.Empty)
            + (result.Fault is { } fault ? $", {fault}" : string.Empty);

    private static string Target(PairResult result) => result.TargetText is { } target ? $"≤ {target}" : "–";

    private static string Ratio(double value) => FormattableString.Invariant($"{value:0.00##}");

    private static string[] Cells(FloorRow row) =>
        [
            row.Step, .. new[] { row.Measured, row.Products }.Select(Number), FormattableString.Invariant($"{row.Gigaflops:F0}"),
            .. new[] { row.ProductsByLibtorch, row.Batch, row.Optimizer, row.Rest }.Select(Number)];

    private static string[] Cells(CostRow row) =>
        [
            row.Point.Axis,
            FormattableString.Invariant($"{row.Point.Value}"),
            .. new[] { row.Overlay, row.Projection, row.Backprop, row.ScoreOverlay, row.ScoreProjection }.Select(Number)
        ];

    private static string Number(double value) => FormattableString.Invariant($"{value:F2}");
}
