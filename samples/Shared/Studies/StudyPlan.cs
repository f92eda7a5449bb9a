using System.Diagnostics;
using System.Text.Json.Nodes;
using ForwardForward.Experiments;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>The configurations of a study, and their measurement with every seed.</summary>
/// <remarks>
/// Every measurement is kept in the folder of results as soon as it is done. A study that was stopped, or that is asked for more seeds,
/// measures what is missing; <c>--fresh</c> measures everything. A measurement is the same where its settings, seed, device and library
/// version are: a change of the code within a version goes unnoticed, and the record names the commits of all measurements.
/// </remarks>
/// <param name="run">The run of the sample: its seeds, folder and console.</param>
public sealed class StudyPlan(SampleRun run)
{
    private readonly List<StudyConfiguration> _configurations = [];
    private readonly CellStore _store = new(run.Results.CellFolder);
    private readonly Dictionary<string, StudyCell> _cells = new(StringComparer.Ordinal);
    private readonly string _commit = CodeCommit.Find();
    private readonly DateTime _started = DateTime.UtcNow;
    private double _keptSeconds;

    /// <summary>Adds a configuration.</summary>
    /// <param name="name">Its name, not given before.</param>
    /// <param name="candidates">
    /// How to measure it. Of several candidates the one with the highest <c>validation_accuracy</c> with the first seed is
    /// measured with all; test images have no say.
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
    /// <param name="costs">Whether the costs of the trainings are measured too, by rounds in turn.</param>
    /// <returns>The outcome of every configuration, or of those that <c>--only</c> names.</returns>
    /// <exception cref="SampleException"><c>--only</c> names a configuration that the study does not have.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled. What was done until then is kept.</exception>
    public StudyResults Measure(bool costs = false)
    {
        List<StudyConfiguration> asked = FindAsked();
        int count = asked.Sum(configuration => configuration.Candidates.Count + SeedsOf(configuration) - 1);
        try
        {
            (StudyOutcome Outcome, StudyTrial Trial)[] measured = StudyDisplay.Run(
                run.Console, count, display => asked.Select(configuration => Measure(configuration, display)).ToArray());
            IEnumerable<string> commits = _cells.Values.Select(cell => cell.Commit);
            StudyOutcome[] outcomes = [.. measured.Select(one => one.Outcome)];
            SayOfWhichDays();
            if (costs)
            {
                CostCell cell = CostRounds.FindOrMeasure(
                    measured.Where(one => one.Trial.BeginTiming is not null)
                        .ToDictionary(one => one.Outcome.Name, one => one.Trial, StringComparer.Ordinal),
                    run, _store, _commit);
                if (cell.Measured < _started)
                    _keptSeconds += cell.Seconds;
                commits = commits.Append(cell.Commit);
                outcomes = [.. outcomes.Select(outcome => cell.Rounds.TryGetValue(outcome.Name, out double[][]? rounds)
                    ? outcome with { Cost = new RoundValues(rounds, cell.Measured) }
                    : outcome)];
            }
            return new StudyResults(
                outcomes, run.Options.Dataset == DatasetChoice.Mnist, [.. commits.Distinct(StringComparer.Ordinal)], _keptSeconds);
        }
        catch (OperationCanceledException)
        {
            run.Console.WriteLine("What was measured is kept. The same command goes on from there.");
            throw;
        }
    }

    private int SeedsOf(StudyConfiguration configuration) =>
        Math.Min(run.Options.Seeds, configuration.Candidates.Max(candidate => candidate.MostSeeds));

    private List<StudyConfiguration> FindAsked()
    {
        IReadOnlyList<string> only = run.Options.Only;
        string[] known = [.. _configurations.Select(configuration => configuration.Name)];
        if (only.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new SampleException(
                $"--only '{unknown}' is not a configuration of this study with --preset {ChoiceName.Of(run.Options.Preset)}. "
                    + $"Choose of {string.Join(", ", known.Select(name => $"'{name}'"))}.");
        }
        return only.Count == 0
            ? _configurations
            : [.. _configurations.Where(configuration => only.Contains(configuration.Name, StringComparer.Ordinal))];
    }

    /// <summary>Training times of two days are not for comparison: the machine may have had other work.</summary>
    private void SayOfWhichDays()
    {
        string[] days = [.. _cells.Values.Select(cell => cell.Measured).Distinct().Order()
            .Select(time => time is { } known ? FormattableString.Invariant($"{known:yyyy-MM-dd}") : "an unknown day")
            .Distinct(StringComparer.Ordinal)];
        if (days.Length > 1)
            run.Console.WriteLine($"The seconds of training are of {string.Join(" and ", days)}: they are not for comparison.");
    }

    private (StudyOutcome Outcome, StudyTrial Trial) Measure(StudyConfiguration configuration, StudyDisplay display)
    {
        IReadOnlyList<StudyTrial> candidates = configuration.Candidates;
        string Title(int candidate) =>
            candidates.Count > 1 ? $"{configuration.Name} ({candidate + 1} of {candidates.Count})" : configuration.Name;
        StudyCell[] tried = [.. candidates.Select((candidate, index) => Find(candidate, seed: 0, Title(index)))];
        int best =
            candidates.Count == 1 ? 0 : Array.IndexOf(tried, tried.MaxBy(cell => cell.Measurement.Values[NetworkTrial.ValidationAccuracy]));
        IReadOnlyList<StudyCell> cells = Repetition.Run(
            seed => seed == 0 ? tried[best] : Find(candidates[best], seed, configuration.Name),
            run.RepetitionOf(SeedsOf(configuration)));
        var settings = (JsonObject)candidates[best].Settings.DeepClone();
        if (candidates.Count > 1)
            settings["chosen_of"] = candidates.Count;
        return (new StudyOutcome(configuration.Name, settings, [.. cells.Select(cell => cell.Measurement)]), candidates[best]);

        StudyCell Find(StudyTrial trial, long seed, string name) =>
            FindOrMeasure(trial, seed, $"{name}, seed {seed}", configuration.Name, display);
    }

    private StudyCell FindOrMeasure(StudyTrial trial, long seed, string title, string name, StudyDisplay display)
    {
        run.Cancellation.ThrowIfCancellationRequested();
        JsonObject key = new()
        {
            ["library"] = StudyRecord.LibraryVersion,
            ["device"] = ChoiceName.Of(run.Options.Device),
            ["seed"] = seed,
            ["settings"] = trial.Settings.DeepClone(),
        };
        string text = key.ToJsonString();
        if (_cells.TryGetValue(text, out StudyCell? cell))
        {
            display.Pass(title, cell.Measurement);
            return cell;
        }
        if (!run.Options.Fresh && _store.Find<StudyCell>(key) is { } kept)
        {
            _keptSeconds += kept.Seconds;
            display.Pass(title, kept.Measurement);
            return _cells[text] = kept;
        }
        DateTime now = DateTime.UtcNow;
        long start = Stopwatch.GetTimestamp();
        StudyMeasurement measurement = trial.Measure(new TrialContext(seed, display.Begin(title), run.Cancellation));
        cell = new StudyCell(key, name, _commit, Stopwatch.GetElapsedTime(start).TotalSeconds, measurement, now);
        _store.Keep(cell);
        display.End(title, measurement);
        return _cells[text] = cell;
    }
}
