using System.Globalization;
using System.Text.Json.Serialization;

namespace ForwardForward;

/// <summary>The result of one epoch.</summary>
public sealed class EpochResult
{
    [JsonConstructor]
    internal EpochResult(int epoch, IReadOnlyList<double?> losses, double? validationAccuracy, double seconds)
    {
        Epoch = epoch;
        Losses = losses;
        ValidationAccuracy = validationAccuracy;
        Seconds = seconds;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Each layer's loss, the mean over the epoch's batches; null for a layer that did not learn.</summary>
    public IReadOnlyList<double?> Losses { get; }

    /// <summary>Accuracy on the validation images after the epoch, from 0 to 1; null where there are none.</summary>
    public double? ValidationAccuracy { get; }

    /// <summary>The epoch's training time, without the validation.</summary>
    public double Seconds { get; }

    /// <summary>The epoch in one line.</summary>
    /// <returns>
    /// Such as "epoch 3: loss -0.2038, -0.1754, validation accuracy 96.40 %, 1.2 s"; a layer that did not learn has "-" for a loss.
    /// </returns>
    public override string ToString()
    {
        IEnumerable<string> losses = Losses.Select(loss => loss?.ToString("G4", CultureInfo.InvariantCulture) ?? "-");
        string accuracy = ValidationAccuracy is { } fraction
            ? string.Create(CultureInfo.InvariantCulture, $", validation accuracy {100 * fraction:F2} %")
            : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}: loss {string.Join(", ", losses)}{accuracy}, {Seconds:F1} s");
    }
}
