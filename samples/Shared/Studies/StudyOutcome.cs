using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>What a configuration of a study gave with every seed.</summary>
/// <param name="Name">The configuration's name.</param>
/// <param name="Settings">The settings that it was measured with: of several candidates, those chosen.</param>
/// <param name="Measurements">One a seed.</param>
public sealed record StudyOutcome(string Name, JsonObject Settings, IReadOnlyList<StudyMeasurement> Measurements)
{
    /// <summary>The setting of a record's row that has <see cref="Curve"/>.</summary>
    internal const string ValidationCurve = "validation_curve";

    private const int CurveDigits = 4;

    private ImmutableDictionary<string, RoundValues> RoundsOfMetrics { get; init; } =
        ImmutableDictionary.Create<string, RoundValues>(StringComparer.Ordinal);

    /// <summary>The seconds of the training, by rounds in turn with those of the others; null where costs were not measured.</summary>
    /// <value>The default is null.</value>
    public RoundValues? Cost { get; init; }

    /// <summary>What was measured, in the order that the trial gave it.</summary>
    public IReadOnlyList<string> Metrics => [.. Measurements[0].Values.Keys];

    /// <summary>The training time of all seeds together.</summary>
    public double TrainingSeconds => Measurements.Sum(measurement => measurement.TrainingSeconds);

    /// <summary>The accuracy on the watched images after each epoch, the mean over the seeds; empty where none were watched.</summary>
    public IReadOnlyList<double> Curve =>
        [.. Measurements[0].Curve.Select((_, epoch) => Measurements.Average(measurement => measurement.Curve[epoch]))];

    /// <summary>A metric over the seeds.</summary>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    /// <param name="claimed">The value that the study states, or null.</param>
    /// <returns>The row, without settings and time.</returns>
    public StudyRow Row(string metric, double? claimed = null) =>
        new(Name, metric, Values(metric), claimed: claimed, settings: Describe(metric, []));

    /// <summary>The same with settings and time.</summary>
    internal StudyRow WholeRow(string metric, double? claimed)
    {
        JsonObject settings = Describe(metric, (JsonObject)Settings.DeepClone());
        if (Curve.Count > 1)
            settings[ValidationCurve] = new JsonArray([.. Curve.Select(accuracy => (JsonNode)Math.Round(accuracy, CurveDigits))]);
        return new StudyRow(Name, metric, Values(metric), TrainingSeconds, claimed, settings);
    }

    /// <summary>This outcome with one more metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="values">One value a seed.</param>
    internal StudyOutcome With(string metric, IReadOnlyList<double> values) => this with
    {
        Measurements =
        [
            .. Measurements.Zip(values, (measurement, value) => measurement with
            {
                Values = new Dictionary<string, double>(measurement.Values, StringComparer.Ordinal) { [metric] = value },
            }),
        ],
    };

    /// <summary>This outcome with one more metric, which was measured by rounds: the median of each seed.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="rounds">Its values.</param>
    internal StudyOutcome With(string metric, RoundValues rounds) =>
        With(metric, rounds.Medians) with { RoundsOfMetrics = RoundsOfMetrics.SetItem(metric, rounds) };

    /// <summary>The settings, with what is to be known of a metric's rounds.</summary>
    private JsonObject Describe(string metric, JsonObject settings)
    {
        if (RoundsOfMetrics.TryGetValue(metric, out RoundValues? rounds))
            settings[StudyText.Rounds] = rounds.Describe();
        return settings;
    }

    private double[] Values(string metric) => [.. Measurements.Select(measurement => measurement.Values[metric])];
}
