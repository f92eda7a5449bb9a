using System.Globalization;
using System.Text;

namespace ForwardForward.Samples.Serve.Metrics;

/// <summary>The values of one instrument with the same labels: a sum, and of a histogram how many lie below each bound.</summary>
internal sealed class MetricSeries
{
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Counts = [1, 2, 4, 8, 16, 32, 64, 128, 256];

    private readonly Lock _gate = new();
    private readonly double[]? _bounds;
    private readonly long[] _below;
    private long _count;
    private double _sum;

    private MetricSeries(double[]? bounds) => (_bounds, _below) = (bounds, new long[bounds?.Length ?? 0]);

    public static MetricSeries Create(bool isHistogram, string? unit) =>
        new(!isHistogram ? null : unit is "s" ? Seconds : Counts);

    public void Note(double value)
    {
        lock (_gate)
        {
            _count++;
            _sum += value;
            for (int bound = 0; bound < _below.Length; bound++)
                _below[bound] += value <= _bounds![bound] ? 1 : 0;
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        lock (_gate)
        {
            if (_bounds is null)
            {
                WriteLine(text, name, labels, _sum);
                return;
            }
            string before = labels.Length == 0 ? string.Empty : $"{labels},";
            foreach ((int index, double bound) in _bounds.Index())
                WriteLine(text, $"{name}_bucket", string.Create(CultureInfo.InvariantCulture, $"{before}le=\"{bound}\""), _below[index]);
            WriteLine(text, $"{name}_bucket", $"{before}le=\"+Inf\"", _count);
            WriteLine(text, $"{name}_sum", labels, _sum);
            WriteLine(text, $"{name}_count", labels, _count);
        }
    }

    private static void WriteLine(StringBuilder text, string name, string labels, double value) => text
        .Append(name).Append(labels.Length == 0 ? string.Empty : $"{{{labels}}}")
        .Append(CultureInfo.InvariantCulture, $" {value}\n");
}
