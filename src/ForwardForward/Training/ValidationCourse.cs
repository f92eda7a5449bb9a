using System.Globalization;

namespace ForwardForward;

/// <summary>Follows the validation accuracy over a run: which epoch is the best so far, and whether the run ends.</summary>
internal sealed class ValidationCourse(EarlyStopping? stopping)
{
    private EpochResult? _lastGain;

    /// <summary>The epoch of the best accuracy, the earlier of two that are equal; null before the first.</summary>
    public EpochResult? Best { get; private set; }

    /// <summary>Why the run ends here; null where it goes on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Takes the next epoch that counts.</summary>
    public void Add(EpochResult epoch)
    {
        if (epoch.ValidationAccuracy is not { } accuracy)
            return;
        if (Best is null || accuracy > Best.ValidationAccuracy)
            Best = epoch;
        if (stopping is null)
            return;
        if (_lastGain is null || accuracy > _lastGain.ValidationAccuracy + stopping.LeastGain)
            _lastGain = epoch;
        else if (epoch.Epoch - _lastGain.Epoch >= stopping.Patience)
            StopReason ??= Describe(_lastGain, epoch.Epoch - _lastGain.Epoch, stopping.LeastGain);
    }

    private static string Describe(EpochResult gain, int epochs, double leastGain)
    {
        string by = leastGain > 0 ? string.Create(CultureInfo.InvariantCulture, $" by more than {100 * leastGain:G4} %") : string.Empty;
        string plural = epochs == 1 ? string.Empty : "s";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the validation accuracy has not risen{by} above the {100 * gain.ValidationAccuracy:F2} % of epoch {gain.Epoch} in {epochs} "
                + $"epoch{plural}");
    }
}
