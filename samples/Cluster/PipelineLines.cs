using System.Diagnostics;
using Spectre.Console;

namespace ForwardForward.Samples.Cluster;

/// <summary>Writes a line for each epoch, and for each silo that is lost.</summary>
/// <param name="console">Where to write.</param>
internal sealed class PipelineLines(IAnsiConsole console) : IProgress<PipelineProgress>
{
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private int _first;
    private int _written;

    public void Report(PipelineProgress value)
    {
        if (value.Loss is not null)
        {
            console.WriteLine(FormattableString.Invariant($"epoch {value.Epoch} begins anew: {value.Loss}"));
            return;
        }
        int done = value.Segments.Min(segment => segment.EpochsDone);
        if (value.Segments.Any(segment => segment.IsBusy) || done == 0 || done <= _written)
            return;
        _first = _first == 0 ? done - 1 : _first;
        _written = done;
        TimeSpan left = _elapsed.Elapsed / (done - _first) * (value.Epochs - done);
        string losses = string.Join(' ', value.Segments.SelectMany(segment => segment.Losses).Select(
            loss => FormattableString.Invariant($"{loss:F4}")));
        console.WriteLine(FormattableString.Invariant($"epoch {done}/{value.Epochs}  losses {losses}  {left:h\\:mm\\:ss} left"));
    }
}
