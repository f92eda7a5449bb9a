using System.Globalization;
using ForwardForward.Data;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Tells of each file that is downloaded, once.</summary>
/// <param name="console">Where to write.</param>
public sealed class DownloadDisplay(IAnsiConsole console) : IProgress<DownloadProgress>
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        lock (_told)
        {
            if (!_told.Add(value.File))
                return;
        }
        string size = value.BytesTotal is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" ({bytes / 1e6:F1} MB)") : "";
        console.WriteLine($"downloading {value.File}{size}");
    }
}
