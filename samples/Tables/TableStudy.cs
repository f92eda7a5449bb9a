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
    private const double ProbeStrength = 0.001;

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
        new("backprop twin", Settings(labelValue: null), TrainTwin),
        new("projection", Settings(labelValue: null), (table, seed, training) =>
            Train(Recipe.Projection(new FFNetworkBuilder().WithDataset(table)), table, seed, training)),
        new("overlay", Settings(Recipe.LabelValue), (table, seed, training) =>
            Train(Recipe.Overlay(new FFNetworkBuilder().WithDataset(table)), table, seed, training)),
        new("logistic regression", ProbeSettings(), FitProbe),
    ];

    public static void Run(int splits, bool choose, string folder, CancellationToken cancellation)
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
            rows.AddRange(Measure(name, Path.Combine(data, file), format, splits, choose, cancellation));
        }
        StudyTable.Write(console, rows);
        if (choose)
            return;
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

    private static StudyRow[] Measure(
        string name, string path, CsvFormat format, int splits, bool choose, CancellationToken cancellation)
    {
        List<Outcome>[] outcomes = [.. Methods.Select(_ => new List<Outcome>())];
        for (int seed = 0; seed < splits; seed++)
        {
            // A split for each seed, which is that of the networks too.
            using TableDataset table = TableDataset.FromCsv(
                path, ^1, new TableOptions { Format = format, Seed = seed, ValidationFraction = choose ? 0.25 : 0 });
            TrainingOptions training = Recipe.Training(Recipe.Epochs, table.Train.Count, cancellation);
            foreach ((int index, Method method) in Methods.Index())
                outcomes[index].Add(method.Measure(table, seed, training));
        }
        StudyRow[] rows =
        [
            .. Methods.Select((method, index) => new StudyRow(
                $"{name}, {method.Name}", Metric, [.. outcomes[index].Select(outcome => outcome.Accuracy)],
                outcomes[index].Sum(outcome => outcome.Seconds), settings: method.Settings.DeepClone().AsObject())),
        ];
        return splits > 1 ? [rows[0], .. rows.Skip(1).Select(row => row.CompareWith(rows[0]))] : rows;
    }

    private static Outcome Train(FFNetworkBuilder builder, TableDataset table, long seed, TrainingOptions training)
    {
        using FFNetwork network = builder.WithSeed(seed).Build();
        TrainingResult result = network.Fit(table.Train, training);
        return new Outcome(network.MeasureAccuracy(Measured(table)), result.Seconds);
    }

    private static Outcome TrainTwin(TableDataset table, long seed, TrainingOptions training)
    {
        using FFNetwork network = Recipe.Projection(new FFNetworkBuilder().WithDataset(table)).WithSeed(seed).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        TrainingResult result = twin.Fit(table.Train, training);
        return new Outcome(twin.MeasureAccuracy(Measured(table)), result.Seconds);
    }

    private static Outcome FitProbe(TableDataset table, long seed, TrainingOptions training)
    {
        long start = Stopwatch.GetTimestamp();
        using LinearProbe probe = LinearProbe.Fit(RawPixels.Features, table.Train, new ProbeOptions
        {
            Head = new SoftmaxRegressionHead
            {
                Steps = ProbeSteps,
                BatchSize = ProbeBatch,
                Strengths = [ProbeStrength],
                Optimizer = new AdamOptions { LearningRate = ProbeLearningRate },
                KeepFeatures = true,
                Seed = seed,
            },
            Cancellation = training.Cancellation,
        });
        return new Outcome(probe.MeasureAccuracy(Measured(table)), Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>The test rows; while settings are chosen, the validation rows.</summary>
    private static LabelledImages Measured(TableDataset table) => table.Validation ?? table.Test;

    private static JsonObject Settings(double? labelValue) => new()
    {
        ["layers"] = string.Create(CultureInfo.InvariantCulture, $"{Recipe.Units}-{Recipe.Units}"),
        ["epochs"] = Recipe.Epochs,
        ["batch"] = Recipe.BatchSize,
        ["learning_rate"] = new AdamOptions().LearningRate,
        ["label_value"] = labelValue,
        ["test_fraction"] = new TableOptions().TestFraction,
        ["split_and_network_seeds"] = "0, 1, …",
    };

    private static JsonObject ProbeSettings() => new()
    {
        ["steps"] = ProbeSteps,
        ["batch"] = ProbeBatch,
        ["learning_rate"] = ProbeLearningRate,
        ["strength"] = ProbeStrength,
        ["test_fraction"] = new TableOptions().TestFraction,
        ["split_and_network_seeds"] = "0, 1, …",
    };

    /// <summary>What one way to learn gave on one split.</summary>
    private sealed record Outcome(double Accuracy, double Seconds);

    /// <summary>A way to learn from a table.</summary>
    private sealed record Method(string Name, JsonObject Settings, Func<TableDataset, long, TrainingOptions, Outcome> Measure);
}
