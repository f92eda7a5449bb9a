using System.Text.Json.Nodes;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Records;

/// <summary>A small record with one of everything. Its numbers are exact as doubles.</summary>
internal static class TrialRecord
{
    public static StudyRow Untrained { get; } = new("untrained", "test_accuracy", [0.5, 0.5, 0.5]);

    /// <summary>A row without a difference.</summary>
    public static StudyRow Alone { get; } = new(
        "wrong_label", "test_accuracy", [0.5, 0.75, 1], seconds: 9, claimed: 0.945, settings: new JsonObject { ["epochs"] = 5 });

    public static StudyRow Trained { get; } = Alone.CompareWith(Untrained);

    public static StudyRow Goodness { get; } = new("layer 1", "goodness", [1.25]);

    public static StudyRecord Whole { get; } = With();

    /// <summary>The record in one line, easy to change a part of.</summary>
    public static string Line { get; } = JsonNode.Parse(Whole.ToJson())!.ToJsonString();

    /// <summary>The record with some parts changed.</summary>
    public static StudyRecord With(
        string study = "trial", string device = "cpu", int threads = 2, DateTime? started = null, double seconds = 12.5,
            IReadOnlyList<StudyRow>? rows = null) => new()
            {
                Study = study,
                Preset = "controlled",
                Dataset = "mnist",
                Library = "0.1.0",
                Commit = "abc",
                Device = device,
                Threads = threads,
                Started = started ?? new DateTime(2025, 3, 4, 5, 6, 7, DateTimeKind.Utc),
                Seconds = seconds,
                Rows = rows ?? [Trained, Untrained, Goodness],
            };
}
