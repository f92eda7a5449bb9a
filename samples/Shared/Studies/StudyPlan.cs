using System.Diagnostics;
using System.Text.Json.Nodes;
using ForwardForward.Samples.Terminal;
using ForwardForward.Studies;
using Spectre.Console;

namespace ForwardForward.Samples.Studies;

/// <summary>The configurations of a study, and their measurement with every seed.</summary>
/// <remarks>
/// Every measurement is kept in the folder of results as soon as it is done. A study that was stopped, or that is asked for more seeds, measures what is missing;
/// <c>--fresh</c> measures everything. A measurement is the same where its settings, seed, device and library version are: a change of the code within a version
/// goes unnoticed, and the record names the commits of all measurements.
/// </remarks>
/// <param name="run">The run of the sample: its seeds, folder and console.</param>
public sealed class StudyPlan(SampleRun run)
{
    private readonly List<StudyConfiguration> _configurations = [];
    private readonly CellStore _store = new(run.Results.CellFolder, run.Options.Fresh);
    private readonly List<StudyCell> _kept = [];
    private readonly string _commit = StudyProvenance.FindCommit();

    /// <summary>Adds a configuration.</summary>
    /// <param name="name">Its name, not given before.</param>
    /// <param name="candidates">
    /// How to measure it. Of several candidates the one with the highest <c>validation_accuracy</c> with the first seed is measured with all; test images have no say.
    /// </param>
    public void Add(string name, params StudyTrial[] candidates)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Length == 0)
            throw new ArgumentException($"'{name}' has no trial to measure.", nameof(candidates));
        if (_configurations.Exists(other => string.Equals(other.Name, name, StringComparison.Ordinal)))
            throw new ArgumentException($"The study has a configuration '{name}' already.", nameof(name));
        _configurations.Add(new StudyConfiguration(name, candidates));
    }

    /// <summary>Measures what has not been measured yet, with progress.</summary>
    /// <returns>The outcome of every configuration.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled. What was done until then is kept.</exception>
    public StudyResults Measure()
    {
        int cells = _configurations.Sum(configuration => configuration.Candidates.Count + run.Options.Seeds - 1);
        List<StudyCell> used = [];
        try
        {
            return StudyDisplay.Run(run.Console, cells, display =>
            {
                StudyOutcome[] outcomes = [.. _configurations.Select(configuration => Measure(configuration, display, used))];
                return new StudyResults(outcomes, [.. used.Select(cell => cell.Commit).Distinct(StringComparer.Ordinal)], _kept.Sum(cell => cell.Seconds));
            });
        }
        catch (OperationCanceledException)
        {
            run.Console.WriteLine($"{used.Count} of {cells} measurements are done and kept. The same command goes on from there.");
            throw;
        }
    }

    private StudyOutcome Measure(StudyConfiguration configuration, StudyDisplay display, List<StudyCell> used)
    {
        IReadOnlyList<StudyTrial> candidates = configuration.Candidates;
        StudyCell[] tried = [.. candidates.Select((candidate, index) => Find(candidate, seed: 0, candidates.Count > 1 ? $"{configuration.Name} ({index + 1} of {candidates.Count})" : configuration.Name))];
        int best = candidates.Count == 1 ? 0 : Array.IndexOf(tried, tried.MaxBy(cell => cell.Measurement.Values[NetworkTrial.ValidationAccuracy]));
        IEnumerable<StudyCell> rest = Enumerable.Range(1, run.Options.Seeds - 1).Select(seed => Find(candidates[best], seed, configuration.Name));
        StudyMeasurement[] measurements = [tried[best].Measurement, .. rest.Select(cell => cell.Measurement)];
        var settings = (JsonObject)candidates[best].Settings.DeepClone();
        if (candidates.Count > 1)
            settings["chosen_of"] = candidates.Count;
        return new StudyOutcome(configuration.Name, settings, measurements);

        StudyCell Find(StudyTrial trial, long seed, string name)
        {
            StudyCell cell = FindOrMeasure(trial, seed, $"{name}, seed {seed}", configuration.Name, display);
            used.Add(cell);
            return cell;
        }
    }

    private StudyCell FindOrMeasure(StudyTrial trial, long seed, string title, string name, StudyDisplay display)
    {
        run.Cancellation.ThrowIfCancellationRequested();
        JsonObject key = new()
        {
            ["library"] = StudyProvenance.LibraryVersion,
            ["device"] = ChoiceName.Of(run.Options.Device),
            ["seed"] = seed,
            ["settings"] = trial.Settings.DeepClone(),
        };
        if (_store.Find(key) is { } kept)
        {
            _kept.Add(kept);
            display.Kept(title, kept.Measurement);
            return kept;
        }
        long start = Stopwatch.GetTimestamp();
        StudyMeasurement measurement = trial.Measure(new TrialContext(seed, display.Begin(title), run.Cancellation));
        StudyCell cell = new(key, name, _commit, Stopwatch.GetElapsedTime(start).TotalSeconds, measurement);
        _store.Keep(cell);
        display.End(title, measurement);
        return cell;
    }
}
