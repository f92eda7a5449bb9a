using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Experiments;
using Spectre.Console;
using TorchSharp;

namespace ForwardForward.Samples.Tables;

/// <summary>Methods beside each other on well-known tables, each divided several times by different seeds.</summary>
internal static class TableStudy
{
    private const string Metric = NetworkTrial.TestAccuracy;
    private const int ProbeSteps = 2_000;
    private const int ProbeBatch = 64;
    private const double ProbeLearningRate = 0.01;

    private static readonly double[] Epochs = [20, 60];
    private static readonly double[] Strengths = [0.001, 0.01];

    private static readonly CsvFormat Rows = new() { HasHeader = false };

    private static readonly (string Name, string File, CsvFormat Format)[] Tables =
    [
        ("iris", "iris.csv", Rows with { SkippedLines = 1 }),
        ("wine", "wine_data.csv", Rows with { SkippedLines = 1 }),
        ("breast cancer", "breast_cancer.csv", Rows with { SkippedLines = 1 }),
        ("digits", "digits.csv.gz", Rows),
    ];

    private static readonly Method[] Methods =
    [
        new("backprop twin", Settings(labelValue: null), "epochs", Epochs, TrainTwin),
        new("projection", Settings(labelValue: null), "epochs", Epochs, TrainProjection),
        new("overlay", Settings(Recipe.LabelValue), "epochs", Epochs, TrainOverlay),
        new("logistic regression", ProbeSettings(), "strength", Strengths, FitProbe),
    ];

    public static void Run(int splits, string folder, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        DateTime started = DateTime.UtcNow;
        string data = Path.Combine(Environment.GetEnvironmentVariable("FORWARDFORWARD_DATA") ?? string.Empty, "tables");
        if (!Directory.Exists(data))
            throw new SampleException($"There is no folder '{data}'. Set FORWARDFORWARD_DATA to a folder that holds a folder 'tables'.");
        IAnsiConsole console = SampleConsole.Create(Console.Out);
        ResultFolder results = new(folder, "tables-controlled");
        List<StudyRow> rows = [];
        foreach ((string name, string file, CsvFormat format) in Tables)
        {
            console.WriteLine($"{name} …");
            rows.AddRange(Measure(name, Path.Combine(data, file), format, splits, cancellation));
        }
        StudyTable.Write(console, rows);
        foreach (string path in results.Save(new StudyRecord
        {
            Study = "tables",
            Preset = "controlled",
            Dataset = "tables",
            Commit = CodeCommit.Find(),
            Device = "cpu",
            Threads = torch.get_num_threads(),
            Started = started,
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            Rows = rows,
        }))
            console.WriteLine($"wrote {path}");
    }

    private static StudyRow[] Measure(string name, string path, CsvFormat format, int splits, CancellationToken cancellation)
    {
        List<Outcome>[] outcomes = [.. Methods.Select(_ => new List<Outcome>())];
        for (int seed = 0; seed < splits; seed++)
        {
            // A split for each seed, which is that of the networks too. Its test rows are read once, when settings have been chosen.
            using TableDataset whole = TableDataset.FromCsv(path, ^1, new TableOptions { Format = format, Seed = seed });
            using TableDataset divided = TableDataset.FromCsv(
                path, ^1, new TableOptions { Format = format, Seed = seed, ValidationFraction = 0.25 });
            foreach ((int index, Method method) in Methods.Index())
            {
                double chosen = method.Candidates
                    .MaxBy(setting => method.Measure(divided, divided.Validation!, seed, setting, cancellation).Accuracy);
                outcomes[index].Add(method.Measure(whole, whole.Test, seed, chosen, cancellation) with { Setting = chosen });
            }
        }
        StudyRow[] rows =
        [
            .. Methods.Select((method, index) => new StudyRow(
                $"{name}, {method.Name}", Metric, [.. outcomes[index].Select(outcome => outcome.Accuracy)],
                outcomes[index].Sum(outcome => outcome.Seconds), settings: method.Describe(outcomes[index]))),
        ];
        return splits > 1 ? [rows[0], .. rows.Skip(1).Select(row => row.CompareWith(rows[0]))] : rows;
    }

    private static Outcome TrainTwin(
        TableDataset table, LabelledImages measured, long seed, double epochs, CancellationToken cancellation)
    {
        using FFNetwork network = Recipe.Projection(new FFNetworkBuilder().WithDataset(table)).WithSeed(seed).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        TrainingResult result = twin.Fit(table.Train, Recipe.Training((int)epochs, table.Train.Count, cancellation));
        return new Outcome(twin.MeasureAccuracy(measured), result.Seconds);
    }

    private static Outcome TrainProjection(
        TableDataset table, LabelledImages measured, long seed, double epochs, CancellationToken cancellation) =>
        Train(Recipe.Projection(new FFNetworkBuilder().WithDataset(table)), table, measured, seed, epochs, cancellation);

    private static Outcome TrainOverlay(
        TableDataset table, LabelledImages measured, long seed, double epochs, CancellationToken cancellation) =>
        Train(Recipe.Overlay(new FFNetworkBuilder().WithDataset(table)), table, measured, seed, epochs, cancellation);

    private static Outcome Train(
        FFNetworkBuilder builder, TableDataset table, LabelledImages measured, long seed, double epochs, CancellationToken cancellation)
    {
        using FFNetwork network = builder.WithSeed(seed).Build();
        TrainingResult result = network.Fit(table.Train, Recipe.Training((int)epochs, table.Train.Count, cancellation));
        return new Outcome(network.MeasureAccuracy(measured), result.Seconds);
    }

    private static Outcome FitProbe(
        TableDataset table, LabelledImages measured, long seed, double strength, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        using LinearProbe probe = LinearProbe.Fit(RawPixels.Features, table.Train, new ProbeOptions
        {
            Head = new SoftmaxRegressionHead
            {
                Steps = ProbeSteps,
                BatchSize = ProbeBatch,
                Strengths = [strength],
                Optimizer = new AdamOptions { LearningRate = ProbeLearningRate },
                KeepFeatures = true,
                Seed = seed,
            },
            Cancellation = cancellation,
        });
        return new Outcome(probe.MeasureAccuracy(measured), Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static JsonObject Settings(double? labelValue) => new()
    {
        ["layers"] = string.Create(CultureInfo.InvariantCulture, $"{Recipe.Units}-{Recipe.Units}"),
        ["batch"] = Recipe.BatchSize,
        ["learning_rate"] = new AdamOptions().LearningRate,
        ["label_value"] = labelValue,
    };

    private static JsonObject ProbeSettings() => new()
    {
        ["steps"] = ProbeSteps,
        ["batch"] = ProbeBatch,
        ["learning_rate"] = ProbeLearningRate,
    };

    /// <summary>What one way to learn gave on one split.</summary>
    private sealed record Outcome(double Accuracy, double Seconds, double Setting = double.NaN);

    /// <summary>Learns with a setting, and measures on the rows that it is given.</summary>
    private delegate Outcome Measurement(
        TableDataset table, LabelledImages measured, long seed, double setting, CancellationToken cancellation);

    /// <summary>A way to learn from a table.</summary>
    /// <param name="Name">What the record calls it.</param>
    /// <param name="Settings">What is the same on every split.</param>
    /// <param name="Chosen">What the setting is called that each split chooses on a quarter of its training rows.</param>
    /// <param name="Candidates">Its values; the first of the best is taken.</param>
    /// <param name="Measure">Learns and measures.</param>
    private sealed record Method(string Name, JsonObject Settings, string Chosen, double[] Candidates, Measurement Measure)
    {
        /// <summary>The settings for the record, with what each split chose.</summary>
        public JsonObject Describe(IEnumerable<Outcome> outcomes)
        {
            JsonObject settings = Settings.DeepClone().AsObject();
            settings[Chosen] = new JsonArray([.. outcomes.Select(outcome => (JsonNode)outcome.Setting)]);
            settings["candidates"] = new JsonArray([.. Candidates.Select(candidate => (JsonNode)candidate)]);
            settings["test_fraction"] = new TableOptions().TestFraction;
            settings["split_and_network_seeds"] = "0, 1, …";
            return settings;
        }
    }
}
