using System.Collections.Immutable;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>A list of configurations, each to be measured with several seeds.</summary>
/// <remarks>
/// <para>A sweep is data: it can be written as JSON, read again, and compared. <see cref="Run"/> runs its cells one after the other and
/// saves each row as it comes, so a sweep that was stopped continues from there. <see cref="Cells"/> can also be run alone, on other
/// machines: <c>new SweepResult(sweep, rows)</c> puts their rows together.</para>
/// <para>Immutable, and safe to share between threads.</para>
/// </remarks>
public sealed partial class Sweep
{
    /// <summary>Describes a sweep.</summary>
    /// <param name="name">What its record calls it; not empty.</param>
    /// <param name="configurations">The configurations, at least one, each by a name of its own.</param>
    /// <param name="seeds">The seeds, at least one, each once. Two or more give a deviation.</param>
    /// <exception cref="ArgumentException">A name is empty or there twice, or there are no configurations or seeds.</exception>
    public Sweep(string name, IEnumerable<SweepConfiguration> configurations, ImmutableArray<long> seeds)
    {
        ArgumentNullException.ThrowIfNull(configurations);
        Name = Require.NotBlank(name, nameof(name));
        Configurations = Require.NotEmpty([.. configurations], nameof(configurations));
        Seeds = RepetitionOptions.CheckSeeds(seeds, nameof(seeds));
        if (Configurations.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new ArgumentException(
                $"The sweep '{name}' has two configurations '{repeated.Key}'. Their rows could not be told apart: give each a name of its "
                    + "own.",
                nameof(configurations));
        Cells = [.. from configuration in Configurations from seed in Seeds select new SweepCell(configuration, seed)];
    }

    /// <summary>What the record calls it.</summary>
    public string Name { get; }

    /// <summary>The configurations, in the order of the table.</summary>
    public ImmutableArray<SweepConfiguration> Configurations { get; }

    /// <summary>The seeds.</summary>
    public ImmutableArray<long> Seeds { get; }

    /// <summary>Every configuration with every seed, configuration by configuration.</summary>
    public ImmutableArray<SweepCell> Cells { get; }

    /// <summary>Describes a sweep over every combination of networks, trainings and datasets.</summary>
    /// <param name="name">What its record calls it; not empty.</param>
    /// <param name="definitions">The networks, at least one, by names.</param>
    /// <param name="trainings">How they are trained, at least one way, by names.</param>
    /// <param name="datasets">The names of the datasets, at least one.</param>
    /// <param name="seeds">The seeds, at least one, each once.</param>
    /// <returns>
    /// The sweep; a configuration is called by the names of what there are several of, such as "wide, greedy, mnist", and by its network's
    /// where there is one of everything. Networks come first, then trainings, then datasets.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A list is empty, a name is empty or there twice, or options are no description of a training (<see cref="SweepConfiguration"/>).
    /// </exception>
    public static Sweep Grid(
        string name, IReadOnlyList<(string Name, FFNetworkDefinition Definition)> definitions,
        IReadOnlyList<(string Name, TrainingOptions Training)> trainings, IReadOnlyList<string> datasets, ImmutableArray<long> seeds)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(trainings);
        ArgumentNullException.ThrowIfNull(datasets);
        return new Sweep(
            name,
            from definition in definitions
            from training in trainings
            from dataset in datasets
            select new SweepConfiguration(
                NameOf((definition.Name, definitions.Count), (training.Name, trainings.Count), (dataset, datasets.Count)),
                definition.Definition, training.Training, dataset),
            seeds);
    }

    /// <summary>Runs every cell that has no row yet, one after the other.</summary>
    /// <remarks>
    /// One after the other, as a training step computes with all processors already: cells side by side in one process would share
    /// libtorch's threads. To run them side by side, run cells in processes of their own (<see cref="SweepCell.Run(SweepOptions)"/>),
    /// each with its part of the threads (<c>OMP_NUM_THREADS</c>).
    /// </remarks>
    /// <param name="options">The images, where rows are kept, progress and cancellation.</param>
    /// <returns>The rows of all cells, those of earlier runs included. Cells that failed have a row that says why.</returns>
    /// <exception cref="ArgumentException">The options lack a dataset.</exception>
    /// <exception cref="InvalidOperationException">
    /// The folder is of another sweep: the message says in what they differ. Configurations and seeds may be added to a sweep, and nothing
    /// else. Or a schedule or a strategy cannot be written into it.
    /// </exception>
    /// <exception cref="InvalidDataException">A file in the folder is damaged; the message names it.</exception>
    /// <exception cref="IOException">
    /// The folder cannot be read or written, or another process runs a sweep in it. What is kept is whole.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">
    /// <see cref="SweepOptions.Cancellation"/> was cancelled. What was done is kept.
    /// </exception>
    public SweepResult Run(SweepOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (SweepCell cell in Cells)
            options.DatasetOf(cell);
        using SweepFolder? folder = options.Folder is { } path ? SweepFolder.Open(path, this, options) : null;
        SweepRow?[] rows =
            [.. Cells.Select(cell => folder?.Find(cell) is { } kept && (kept.Failure is null || !options.RetryFailed) ? kept : null)];
        for (int index = 0; index < rows.Length; index++)
        {
            if (rows[index] is not null)
                continue;
            options.Cancellation.ThrowIfCancellationRequested();
            int done = rows.Count(row => row is not null);
            SweepCell cell = Cells[index];
            options.Progress?.Report(new SweepProgress(done, rows.Length, cell));
            SweepRow row = cell.Run(options, training => options.Progress?.Report(new SweepProgress(done, rows.Length, cell, training)));
            folder?.Keep(cell, row);
            rows[index] = row;
            options.Progress?.Report(new SweepProgress(done + 1, rows.Length, cell, row: row));
        }
        return new SweepResult(this, [.. rows.OfType<SweepRow>()]);
    }

    private static string NameOf(params (string Name, int Count)[] parts)
    {
        string[] several = [.. parts.Where(part => part.Count > 1).Select(part => part.Name)];
        return several.Length > 0 ? string.Join(", ", several) : parts[0].Name;
    }
}
