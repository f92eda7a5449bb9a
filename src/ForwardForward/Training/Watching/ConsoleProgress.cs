using System.Globalization;

namespace ForwardForward;

/// <summary>
/// Shows how far a run has come. On a terminal it redraws one line with a bar; elsewhere, such as in a file or a log, it writes a line for
/// each epoch.
/// </summary>
/// <remarks>
/// <para>It writes on the thread that trains, before training continues. <see cref="Progress{T}"/> posts to another thread, so its lines
/// may come late and out of order. One instance may serve several runs, one after the other. Runs at the same time draw over each other.
/// There is nothing to dispose.</para>
/// <para>It shows the mean loss of the layers that learn. A loss may be negative: the default loss is below 0 once positives are better
/// than negatives. A run that ends with an exception leaves its line as it is.</para>
/// </remarks>
/// <example>
/// <code>
/// network.Fit(data, new TrainingOptions { Progress = new ConsoleProgress() });
/// // [########------------]  epoch 4/10  loss -0.2038  accuracy 96.40 %  31,250 images/s  0:24 left
/// </code>
/// </example>
public sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private const int BarWidth = 20;
    private const int UsualWidth = 80;

    private readonly Lock _lock = new();
    private readonly TextWriter? _writer;
    private readonly int? _width;
    private EpochResult? _lastEpoch;
    private int _drawn;

    /// <summary>Writes to the console: in place if its output is a terminal, otherwise a line for each epoch.</summary>
    public ConsoleProgress()
    {
    }

    /// <summary>Writes to a writer.</summary>
    /// <param name="writer">Where to; it is not disposed.</param>
    /// <param name="width">
    /// The columns of the terminal that the writer writes to, at least 1, to redraw one line in place; null for a line for each epoch.
    /// <value>Default: null.</value>
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 1.</exception>
    public ConsoleProgress(TextWriter writer, int? width = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _writer = writer;
        _width = width is { } columns ? Runtime.Require.AtLeast(1, columns, nameof(width)) : null;
    }

    /// <summary>Shows how far the run is.</summary>
    /// <param name="value">The state of the run.</param>
    /// <exception cref="IOException">The output can no longer be written. The exception ends the run.</exception>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock)
        {
            TextWriter writer = _writer ?? Console.Out;
            if (Width() is { } width)
                Redraw(value, writer, width);
            else if (value.LastEpoch is not null)
                writer.WriteLine(Describe(value, value.LastEpoch));
        }
    }

    private void Redraw(TrainingProgress value, TextWriter writer, int width)
    {
        _lastEpoch = value.LastEpoch ?? (value.Epoch > 1 ? _lastEpoch : null);
        string line = $"{Bar(value.Fraction)}  {Describe(value, _lastEpoch)}";
        if (line.Length >= width) // The last column stays free: some terminals begin a new line after it.
            line = line[..(width - 1)];
        writer.Write($"\r{line.PadRight(Math.Min(_drawn, width - 1))}");
        _drawn = line.Length;
        if (value.IsLast)
        {
            writer.WriteLine();
            _drawn = 0;
        }
        writer.Flush();
    }

    /// <summary>The columns to draw in; null where lines are to be written.</summary>
    private int? Width() => _writer is not null ? _width : Console.IsOutputRedirected ? null : WidthOfConsole();

    private static int WidthOfConsole()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UsualWidth;
        }
        catch (Exception noWidth) when (noWidth is IOException or PlatformNotSupportedException)
        {
            return UsualWidth;
        }
    }

    private static string Bar(double fraction)
    {
        int done = (int)(BarWidth * fraction);
        return $"[{new string('#', done)}{new string('-', BarWidth - done)}]";
    }

    private static string Describe(TrainingProgress value, EpochResult? epoch)
    {
        List<string> parts = [Text($"epoch {value.Epoch}/{value.Epochs}")];
        if (epoch?.Losses.Average() is { } loss)
            parts.Add(Text($"loss {loss:F4}"));
        if (epoch?.ValidationAccuracy is { } accuracy)
            parts.Add(Text($"accuracy {100 * accuracy:F2} %"));
        parts.Add(Text($"{value.ImagesPerSecond:N0} images/s"));
        parts.Add(value.IsLast ? $"{Clock(value.Elapsed)} of training" : $"{Clock(value.Remaining)} left");
        return string.Join("  ", parts);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Clock(TimeSpan time) => time.TotalDays >= 100 ? "100 days or more"
        : time.TotalHours >= 1 ? Text($"{Math.Floor(time.TotalHours)}:{time:mm\\:ss}")
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
