using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Picture;

/// <summary>A row a ratio: dots for what was measured, whiskers from quartile to quartile, and upright strokes for the targets.</summary>
internal sealed class RatioPicture
{
    private const int Width = 760;
    private const int Left = 190;
    private const int Right = 30;
    private const int Top = 20;
    private const int RowHeight = 26;
    private const string Quiet = "#1f77b4";
    private const string Loaded = "#d62728";

    private readonly IReadOnlyList<RatioRecord> _records;
    private readonly string[] _ids;
    private readonly double _most;

    private RatioPicture(IReadOnlyList<RatioRecord> records)
    {
        PairResult[] results = [.. records.SelectMany(record => record.Results)];
        _records = records;
        _ids = [.. results.Select(result => result.Id).Distinct(StringComparer.Ordinal)];
        _most = Math.Ceiling(2 * results.Concat(results.Select(result => result.SameProducts).OfType<PairResult>()).Max(Farthest)) / 2;
    }

    private int Bottom => Top + (_ids.Length * RowHeight);

    public static string Draw(IReadOnlyList<RatioRecord> records)
    {
        RatioPicture picture = new(records);
        return FormattableString.Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {picture.Bottom + 75}" font-family="sans-serif" font-size="12">
              <rect width="{Width}" height="{picture.Bottom + 75}" fill="white"/>
              {string.Join("\n  ", [.. picture.Axis(), .. picture.Rows(), .. picture.Legend()])}
            </svg>

            """);
    }

    private IEnumerable<string> Axis()
    {
        for (double ratio = 0; ratio <= _most; ratio += 0.5)
        {
            yield return FormattableString.Invariant(
                $"""<path d="M{Across(ratio):0.#} {Top}V{Bottom}" stroke="{(ratio == 1 ? "black" : "#cccccc")}"/>""");
            yield return Text(Across(ratio), Bottom + 16, FormattableString.Invariant($"{ratio}"), "middle");
        }
    }

    private IEnumerable<string> Rows()
    {
        for (int row = 0; row < _ids.Length; row++)
        {
            double middle = Top + ((row + 0.5) * RowHeight);
            yield return Text(Left - 10, middle + 4, _ids[row], "end");
            foreach (RatioRecord record in _records)
            {
                foreach (PairResult result in record.Results.Where(result => string.Equals(result.Id, _ids[row], StringComparison.Ordinal)))
                    yield return Marks(result, middle + (record.Loaded ? 5 : -5), record.Loaded ? Loaded : Quiet);
            }
        }
    }

    private string Marks(PairResult result, double height, string color) => string.Concat(
        result.Target is { } target ? Stroke(Across(target), height, color) : string.Empty,
        result.SameProducts is { } same ? Dot(same, height, color, fill: "white") : string.Empty,
        Dot(result, height, color, fill: color));

    private string Dot(PairResult result, double height, string color, string fill)
    {
        (double lower, double upper) = (result.Ratios?.Lower ?? result.Ratio, result.Ratios?.Upper ?? result.Ratio);
        return FormattableString.Invariant(
            $"""<path d="M{Across(lower):0.#} {height}H{Across(upper):0.#}" stroke="{color}"/>""")
            + Circle(Across(result.Ratio), height, color, fill);
    }

    private IEnumerable<string> Legend()
    {
        double height = Bottom + 40, dots = height - 4;
        yield return Circle(Left, dots, Quiet, Quiet) + Text(Left + 8, height, "nothing else runs", "start");
        yield return Circle(Left + 130, dots, Loaded, Loaded) + Text(Left + 138, height, "another process computes", "start");
        yield return Circle(Left + 310, dots, "black", "white") + Text(Left + 318, height, "same products", "start");
        yield return Stroke(Left + 425, dots, "black") + Text(Left + 433, height, "target", "start");
        yield return Text(
            20, height + 20, "this library's time or memory over the other's; dots are medians, lines reach from quartile to quartile",
            "start");
    }

    private double Across(double ratio) => Left + (ratio / _most * (Width - Left - Right));

    private static double Farthest(PairResult result) => new[] { 1, result.Ratio, result.Target ?? 0, result.Ratios?.Upper ?? 0 }.Max();

    private static string Circle(double x, double y, string color, string fill) =>
        FormattableString.Invariant($"""<circle cx="{x:0.#}" cy="{y:0.#}" r="3.5" fill="{fill}" stroke="{color}"/>""");

    private static string Stroke(double x, double y, string color) =>
        FormattableString.Invariant($"""<path d="M{x:0.#} {y - 6:0.#}v12" stroke="{color}" stroke-width="2"/>""");

    private static string Text(double x, double y, string text, string anchor) =>
        FormattableString.Invariant($"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{text}</text>""");
}
