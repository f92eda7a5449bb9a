using System.Globalization;

namespace ForwardForward.Benchmarks.Soak;

/// <summary>A soak's resident and managed memory over time, as SVG.</summary>
internal static class MemoryCurve
{
    private const int Width = 720;
    private const int Height = 300;
    private const int Margin = 50;

    public static string Draw(IReadOnlyList<SoakPoint> points)
    {
        double seconds = points[^1].Seconds, most = Math.Ceiling(points.Max(point => point.ResidentMiB) * 1.1 / 100) * 100;
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">
              <rect width="{Width}" height="{Height}" fill="white"/>
              <path d="M{Margin} {Margin / 2}V{Height - Margin}H{Width - Margin}" fill="none" stroke="black"/>
              <text x="{Margin - 5}" y="{Margin / 2 + 4}" text-anchor="end">{most:0}</text>
              <text x="{Margin - 5}" y="{Height - Margin + 4}" text-anchor="end">0</text>
              <text x="{Margin}" y="{Margin / 2 - 8}">MiB</text>
              <text x="{Width - Margin}" y="{Height - Margin + 18}" text-anchor="end">{seconds / 60:0.#} minutes</text>
              <polyline points="{Line(point => point.ResidentMiB)}" fill="none" stroke="#1f77b4" stroke-width="1.5"/>
              <polyline points="{Line(point => point.ManagedMiB)}" fill="none" stroke="#d62728" stroke-width="1.5"/>
              <text x="{Margin + 10}" y="{Height - 12}" fill="#1f77b4">resident</text>
              <text x="{Margin + 80}" y="{Height - 12}" fill="#d62728">managed</text>
            </svg>

            """);

        string Line(Func<SoakPoint, double> value) => string.Join(' ', points.Select(point => string.Create(
            CultureInfo.InvariantCulture,
            $"{Margin + (point.Seconds / seconds * (Width - (2 * Margin))):0.#},"
                + $"{Height - Margin - (value(point) / most * (Height - (1.5 * Margin))):0.#}")));
    }
}
