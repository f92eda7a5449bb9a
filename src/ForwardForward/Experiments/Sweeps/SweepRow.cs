using System.Globalization;
using System.Text.Json;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>The result of one cell of a sweep: its measures, or why it has none.</summary>
/// <remarks>Immutable. It goes as JSON from where the cell ran to where the rows are put together (<see cref="SweepResult"/>).</remarks>
public sealed class SweepRow
{
    /// <summary>The measure that every cell has: the accuracy on the test images, read once, at the end.</summary>
    public const string TestAccuracy = "test_accuracy";

    /// <summary>The accuracy on the validation images, where the dataset has some: what choices are made by.</summary>
    public const string ValidationAccuracy = "validation_accuracy";

    /// <summary>Puts a row together, as it stands in JSON.</summary>
    /// <param name="configuration">The name of the cell's configuration.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="values">What was measured, by measure; empty where the cell failed. Accuracies are from 0 to 1.</param>
    /// <param name="curve">The accuracy on the validation images after each epoch, from 0 to 1; empty without such images.</param>
    /// <param name="epochs">How many epochs were trained.</param>
    /// <param name="seconds">The training time, at least 0.</param>
    /// <param name="failure">Why the cell has no values; null where it has.</param>
    /// <param name="commit">The commit of the code that ran.</param>
    /// <param name="ended">When the cell ended, in UTC.</param>
    /// <exception cref="ArgumentException">
    /// A name is empty, a value is out of its range, or there are values and a failure, or neither.
    /// </exception>
    public SweepRow(
        string configuration, long seed, IReadOnlyDictionary<string, double> values, IReadOnlyList<double> curve, int epochs,
        double seconds,
        string? failure, string commit, DateTime ended)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(curve);
        Configuration = Require.NotBlank(configuration, nameof(configuration));
        Seed = seed;
        Values = new Dictionary<string, double>(values, StringComparer.Ordinal);
        Curve = [.. curve];
        Epochs = Require.AtLeast(0, epochs, nameof(epochs));
        Seconds = Require.NotNegative(seconds, nameof(seconds));
        Failure = failure;
        Commit = Require.NotBlank(commit, nameof(commit));
        Ended = ended;
        if (values.Count > 0 == failure is not null)
            throw new ArgumentException($"A row has values or a failure: {this}.", nameof(failure));
        foreach ((string measure, double value) in values)
            if (StudyRow.FindExpectation(measure, value) is { } expectation)
                throw new ArgumentOutOfRangeException(nameof(values), value, $"{measure} must be {expectation}.");
        foreach (double accuracy in curve)
            Require.Fraction(accuracy, nameof(curve));
    }

    /// <summary>The name of the cell's configuration.</summary>
    public string Configuration { get; }

    /// <summary>The cell's seed.</summary>
    public long Seed { get; }

    /// <summary>What was measured, by measure, such as <see cref="TestAccuracy"/>; empty where the cell failed.</summary>
    public IReadOnlyDictionary<string, double> Values { get; }

    /// <summary>The accuracy on the validation images after each epoch; empty without such images.</summary>
    public IReadOnlyList<double> Curve { get; }

    /// <summary>How many epochs were trained; 0 where the cell failed.</summary>
    public int Epochs { get; }

    /// <summary>The training time, without measurements; 0 where the cell failed.</summary>
    public double Seconds { get; }

    /// <summary>Why the cell has no values, such as that a layer diverged; null where it has.</summary>
    public string? Failure { get; }

    /// <summary>The commit of the code that ran; <c>unknown</c> if it was not given.</summary>
    public string Commit { get; }

    /// <summary>When the cell ended, in UTC.</summary>
    public DateTime Ended { get; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The row as JSON.</param>
    /// <returns>The row.</returns>
    /// <exception cref="InvalidDataException">The text is no row; the message says why.</exception>
    public static SweepRow FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(json, "The row cannot be read.");
    }

    /// <summary>Writes the row.</summary>
    /// <returns>Indented JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, PluginRegistry.None.Json);

    /// <summary>The row in one line.</summary>
    /// <returns>Such as "two layers of 500, seed 2: test_accuracy 0.9864, validation_accuracy 0.9870, 50.1 s".</returns>
    public override string ToString()
    {
        string what = Failure is null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(", ", Values.Select(value => FormattableString.Invariant($"{value.Key} {value.Value:F4}")))}, {Seconds:F1} "
                    + $"s")
            : $"failed: {Failure}";
        return FormattableString.Invariant($"{Configuration}, seed {Seed}: {what}");
    }

    internal static SweepRow Measured(
        SweepCell cell, SweepOptions options, IReadOnlyDictionary<string, double> values, TrainingResult training) => new(
        cell.Configuration.Name, cell.Seed, values, [.. training.History.Select(epoch => epoch.ValidationAccuracy).OfType<double>()],
        training.History.Count, training.Seconds, failure: null, options.Commit, DateTime.UtcNow);

    internal static SweepRow Failed(SweepCell cell, SweepOptions options, Exception failure) => new(
        cell.Configuration.Name, cell.Seed, new Dictionary<string, double>(StringComparer.Ordinal), [], epochs: 0, seconds: 0,
        $"{failure.GetType().Name}: {Excerpt.OfMessage(failure)}", options.Commit, DateTime.UtcNow);

    /// <param name="json">The row as JSON.</param>
    /// <param name="refusal">What to say before the cause where it is none.</param>
    internal static SweepRow Read(string json, string refusal)
    {
        try
        {
            return JsonSerializer.Deserialize<SweepRow>(json, PluginRegistry.None.Json) ?? throw new JsonException("It is null.");
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException or NotSupportedException)
        {
            throw Excerpt.Explain(refusal, cause);
        }
    }
}
