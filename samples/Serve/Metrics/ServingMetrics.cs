using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ForwardForward.Samples.Serve.Metrics;

/// <summary>What is measured of the queue and the engine. ASP.NET itself counts requests and times them.</summary>
internal sealed class ServingMetrics
{
    public const string MeterName = "ForwardForward.Serve";

    private readonly Histogram<long> _batchRows;
    private readonly Histogram<double> _engineSeconds;

    public ServingMetrics(IMeterFactory factory)
    {
        Meter meter = factory.Create(MeterName);
        QueueLength = meter.CreateUpDownCounter<long>("serve.queue.length", description: "Requests that are read and not yet answered.");
        _batchRows = meter.CreateHistogram<long>("serve.batch.rows", description: "Images or rows of one pass.");
        _engineSeconds = meter.CreateHistogram<double>("serve.engine.duration", "s", "Time of one pass.");
    }

    /// <summary>Requests that are read and not yet answered.</summary>
    public UpDownCounter<long> QueueLength { get; }

    /// <summary>Does a pass, and notes its rows and its time.</summary>
    public TResult Measure<TResult>(int rows, Func<TResult> pass)
    {
        long start = Stopwatch.GetTimestamp();
        TResult result = pass();
        _batchRows.Record(rows);
        _engineSeconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return result;
    }
}
