using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace ForwardForward.Samples.Serve.Metrics;

/// <summary>Listens to the server's instruments, and writes them in the text format of Prometheus.</summary>
internal sealed class MetricsText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4";

    private static readonly string[] OfAspNet = ["http.server.request.duration", "http.server.active_requests"];
    private static readonly string[] ShownTags = ["http.route", "http.request.method", "http.response.status_code"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), MetricSeries> _series = [];

    public MetricsText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (string.Equals(instrument.Meter.Name, ServingMetrics.MeterName, StringComparison.Ordinal)
                || OfAspNet.Contains(instrument.Name, StringComparer.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All that was measured since the server started.</summary>
    public string Write()
    {
        StringBuilder text = new();
        foreach (var family in _series.GroupBy(entry => entry.Key.Instrument).OrderBy(family => family.Key.Name, StringComparer.Ordinal))
        {
            string name = NameOf(family.Key);
            text.Append("# HELP ").Append(name).Append(' ').Append(family.Key.Description).Append('\n');
            text.Append("# TYPE ").Append(name).Append(IsHistogram(family.Key) ? " histogram\n" : " gauge\n");
            foreach (((_, string labels), MetricSeries series) in family)
                series.Write(text, name, labels);
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.GetOrAdd((instrument, LabelsOf(tags)), _ => MetricSeries.Create(IsHistogram(instrument), instrument.Unit)).Note(value);

    private static bool IsHistogram(Instrument instrument) => instrument is Histogram<long> or Histogram<double>;

    private static string NameOf(Instrument instrument) =>
        instrument.Name.Replace('.', '_') + (instrument.Unit is "s" ? "_seconds" : string.Empty);

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> labels = [];
        foreach ((string name, object? value) in tags)
        {
            if (ShownTags.Contains(name, StringComparer.Ordinal))
                labels.Add($"{name.Replace('.', '_')}=\"{value}\"");
        }
        return string.Join(',', labels);
    }
}
