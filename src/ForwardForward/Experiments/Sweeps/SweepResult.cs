using System.Text.Json.Nodes;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>The result of a sweep: a row for each cell, and for each configuration means and deviations over the seeds.</summary>
/// <remarks>Immutable.</remarks>
public sealed class SweepResult
{
    private static readonly string[] Headings = ["configuration", "measure", "mean ± sd", "seeds", "seconds a seed"];

    /// <summary>Puts the rows of a sweep together, wherever its cells were run.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="rows">The rows of its cells, in any order; those of cells that have not been run yet may be missing.</param>
    /// <exception cref="ArgumentException">A row is of no cell of the sweep, or a cell has two.</exception>
    public SweepResult(Sweep sweep, IReadOnlyList<SweepRow> rows)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(rows);
        Sweep = sweep;
        HashSet<SweepRow> left = [.. rows];
        List<SweepRow> ordered = [];
        foreach (SweepCell cell in sweep.Cells)
        {
            SweepRow[] ofCell = [.. left.Where(row => row.Seed == cell.Seed && Is(row.Configuration, cell.Configuration.Name))];
            if (ofCell.Length > 1)
                throw new ArgumentException($"The cell {cell} has {ofCell.Length} rows. Give the one that counts.", nameof(rows));
            left.ExceptWith(ofCell);
            ordered.AddRange(ofCell);
        }
        if (left.Count > 0)
            throw new ArgumentException($"The sweep '{sweep.Name}' has no cell of the row {left.First()}.", nameof(rows));
        Rows = ordered;
    }

    /// <summary>The sweep.</summary>
    public Sweep Sweep { get; }

    /// <summary>The rows, in the order of the cells.</summary>
    public IReadOnlyList<SweepRow> Rows { get; }

    /// <summary>The rows of cells that failed.</summary>
    public IReadOnlyList<SweepRow> Failed => [.. Rows.Where(row => row.Failure is not null)];

    /// <summary>Every measure of every configuration, over the seeds that have it.</summary>
    /// <returns>
    /// Rows of a record, configuration by configuration. The first of a configuration has its training time, and as settings the network,
    /// the training, the dataset and the seeds, with the message of each that failed. A configuration of which every cell failed has none.
    /// Rows know their seeds, so that <see cref="StudyRow.CompareWith"/> pairs the cells that both have.
    /// </returns>
    /// <exception cref="InvalidOperationException">
    /// A schedule or a plugin's settings cannot be written (<see cref="Sweep.ToJson"/>).
    /// </exception>
    public IReadOnlyList<StudyRow> Summarise() => Summarise(SettingsOf);

    /// <summary>The result as a record, which says what was measured and how.</summary>
    /// <returns>
    /// The record; <c>Save</c> writes it. Its preset is <c>sweep</c>, and where cells ran on several commits it names all of them.
    /// </returns>
    /// <param name="options">What the sweep was run with: the device.</param>
    /// <exception cref="InvalidOperationException">
    /// A schedule or a plugin's settings cannot be written (<see cref="Sweep.ToJson"/>).
    /// </exception>
    public StudyRecord ToRecord(SweepOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TorchRuntime.EnsureLoaded();
        DateTime[] times = [.. Rows.Select(row => row.Ended)];
        return new StudyRecord
        {
            Study = Sweep.Name,
            Preset = "sweep",
            Dataset = string.Join(", ", Sweep.Configurations.Select(one => one.Dataset).Distinct(StringComparer.Ordinal)),
            Commit = Rows.Count == 0 ? options.Commit : string.Join(", ", Rows.Select(row => row.Commit).Distinct(StringComparer.Ordinal)),
            Device = options.Device.type.ToString().ToLowerInvariant(),
            Threads = get_num_threads(),
            Started = times.Length == 0 ? DateTime.UtcNow : times.Min().AddSeconds(-Rows.MinBy(row => row.Ended)!.Seconds),
            Seconds = Rows.Sum(row => row.Seconds),
            Rows = Summarise(),
        };
    }

    /// <summary>The result as a table in Markdown, and below it a line for each cell that failed.</summary>
    /// <returns>A line for each configuration and measure, with mean and deviation; accuracies are in percent.</returns>
    public override string ToString()
    {
        IEnumerable<string[]> cells = Summarise((_, _) => []).Select(row => new[]
        {
            row.Name, row.Metric, row.DescribeMean(), FormattableString.Invariant($"{row.Count}"),
            row.Seconds > 0 ? FormattableString.Invariant($"{row.Seconds / row.Count:F1}") : "–",
        });
        IEnumerable<string> failed = Failed.Select(row => $"* {row}");
        return string.Join('\n', MarkdownTable.Lines(Headings, cells).Skip(1).Concat(Failed.Count > 0 ? failed.Prepend(string.Empty) : []));
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private IReadOnlyList<StudyRow> Summarise(Func<SweepConfiguration, SweepRow[], JsonObject> settingsOf) =>
    [
        .. from configuration in Sweep.Configurations
           let rows = RowsOf(configuration)
           let measures = rows.SelectMany(row => row.Values.Keys).Distinct(StringComparer.Ordinal).ToArray()
           from measure in measures
           let measured = rows.Where(row => row.Values.ContainsKey(measure)).ToArray()
           let isFirst = Is(measure, measures[0])
           select new StudyRow(
               configuration.Name, measure, [.. measured.Select(row => row.Values[measure])],
               seconds: isFirst ? rows.Sum(row => row.Seconds) : 0, settings: isFirst ? settingsOf(configuration, rows) : null,
               seeds: [.. measured.Select(row => row.Seed)]),
    ];

    private SweepRow[] RowsOf(SweepConfiguration configuration) => [.. Rows.Where(row => Is(row.Configuration, configuration.Name))];

    private static JsonObject SettingsOf(SweepConfiguration configuration, SweepRow[] rows)
    {
        JsonObject settings = Sweep.Write(configuration);
        settings.Remove("name");
        settings["seeds"] = new JsonArray([.. rows.Where(row => row.Failure is null).Select(row => JsonValue.Create(row.Seed))]);
        foreach (SweepRow row in rows.Where(row => row.Failure is not null))
            settings[FormattableString.Invariant($"failure of seed {row.Seed}")] = row.Failure;
        return settings;
    }
}
