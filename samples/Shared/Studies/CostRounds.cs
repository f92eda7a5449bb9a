using System.Diagnostics;
using System.Text.Json.Nodes;
using ForwardForward.Experiments;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>
/// What trainings cost, measured by rounds in turn, A B C A B C …: each round times a part of every training, so that other work on the
/// machine hits all of them.
/// </summary>
internal static class CostRounds
{
    private const int FewestRounds = 9;
    private const int FewestOfSeed = 3;

    /// <summary>
    /// Measures, or takes what was measured of the same trainings before: all of it, so that the times of two days never meet.
    /// </summary>
    public static CostCell FindOrMeasure(IReadOnlyDictionary<string, StudyTrial> trials, SampleRun run, CellStore store, string commit)
    {
        JsonObject key = new()
        {
            ["library"] = StudyRecord.LibraryVersion,
            ["device"] = ChoiceName.Of(run.Options.Device),
            ["seeds"] = run.Options.Seeds,
            ["costs_of"] = new JsonObject(
                trials.Select(trial => KeyValuePair.Create(trial.Key, (JsonNode?)trial.Value.Settings.DeepClone()))),
        };
        if (!run.Options.Fresh && store.Find<CostCell>(key) is { } kept)
        {
            run.Console.WriteLine(FormattableString.Invariant(
                $"Costs measured before, all of them on {kept.Measured:yyyy-MM-dd HH:mm} UTC. --fresh measures them again."));
            return kept;
        }
        DateTime now = DateTime.UtcNow;
        long start = Stopwatch.GetTimestamp();
        double[][][] seconds = [.. run.Repetition.Seeds.Select(seed => Measure([.. trials.Values], seed, run))];
        Dictionary<string, double[][]> ofNames = trials.Keys.Select((name, index) => (name, index)).ToDictionary(
            trial => trial.name, trial => seconds.Select(rounds => rounds.Select(round => round[trial.index]).ToArray()).ToArray(),
            StringComparer.Ordinal);
        CostCell cell = new(key, commit, now, Stopwatch.GetElapsedTime(start).TotalSeconds, ofNames);
        store.Keep(cell);
        return cell;
    }

    /// <summary>The seconds of each round of a seed: one of each trial. What is done first loads and compiles, and is not timed.</summary>
    private static double[][] Measure(IReadOnlyList<StudyTrial> trials, long seed, SampleRun run)
    {
        int rounds = Math.Max(FewestOfSeed, (int)Math.Ceiling((double)FewestRounds / run.Options.Seeds));
        List<TimedTraining> trainings = [];
        try
        {
            trainings.AddRange(trials.Select(trial => trial.BeginTiming!(seed)));
            trainings.ForEach(training => training.Measure(run.Cancellation));
            return [.. Enumerable.Range(1, rounds).Select(round =>
            {
                run.Console.WriteLine(
                    FormattableString.Invariant($"costs of {trainings.Count} trainings in turn, seed {seed}, round {round} of {rounds}"));
                return trainings.Select(training => training.Measure(run.Cancellation)).ToArray();
            })];
        }
        finally
        {
            trainings.ForEach(training => training.Dispose());
        }
    }
}
