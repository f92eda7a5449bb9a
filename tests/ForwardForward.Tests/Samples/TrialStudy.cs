using System.Text.Json.Nodes;
using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

/// <summary>A study of trials that cost nothing and count how often they are measured, with a folder of its own.</summary>
internal sealed class TrialStudy : IDisposable
{
    private static readonly SampleDefaults Defaults = new()
    {
        Study = "trial",
        Description = "A trial.",
        KeepsMeasurements = true,
        Dataset = DatasetChoice.Mnist,
        Seeds = _ => 1,
    };

    public TemporaryFolder Folder { get; } = new();

    /// <summary>The trials that were measured, by name and seed.</summary>
    public List<string> Measured { get; } = [];

    public StringWriter Output { get; } = new();

    public StringWriter Error { get; } = new();

    public IEnumerable<string> Cells =>
        Directory.Exists(Folder.Combine(".cells")) ? Directory.EnumerateFiles(Folder.Combine(".cells")) : [];

    public void Dispose()
    {
        Folder.Dispose();
        Output.Dispose();
        Error.Dispose();
    }

    public StudyTrial Trial(string name, double accuracy, double rate = 0.1, double validation = 0.5) => new(
        new JsonObject { ["network"] = name, ["rate"] = rate },
        context =>
        {
            Measured.Add(FormattableString.Invariant($"{name} {context.Seed}"));
            Dictionary<string, double> values = new(StringComparer.Ordinal)
            {
                ["test_accuracy"] = Math.Round(accuracy + (0.01 * context.Seed), 3),
                ["validation_accuracy"] = validation,
            };
            return new StudyMeasurement(values, [1, 2], TrainingSeconds: 1 + context.Seed);
        });

    public async Task<StudyResults> MeasureAsync(string[] arguments, Action<StudyPlan> add)
    {
        StudyResults? results = null;
        int exitCode = await RunAsync(arguments, run =>
        {
            StudyPlan plan = new(run);
            add(plan);
            results = plan.Measure();
        });
        exitCode.Should().Be(0, Error.ToString());
        return results!;
    }

    public Task<int> RunAsync(string[] arguments, Action<SampleRun> work, CancellationToken cancellation = default) =>
        new SampleCommand(Defaults, Output, Error).RunAsync([.. arguments, "--out", Folder.Path], run =>
        {
            work(run);
            return Task.CompletedTask;
        }, cancellation);
}
