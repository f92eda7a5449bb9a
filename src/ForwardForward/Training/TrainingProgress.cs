namespace ForwardForward;

/// <summary>How far a run has come.</summary>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="Epochs">The number of epochs in all.</param>
/// <param name="Batch">The batches done in this epoch.</param>
/// <param name="Batches">The batches of an epoch.</param>
/// <param name="Elapsed">The training time so far, without the validation.</param>
/// <param name="LastEpoch">The epoch that has just ended, or null within an epoch.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, TimeSpan Elapsed, EpochResult? LastEpoch)
{
    /// <summary>How much is done, from 0 to 1.</summary>
    public double Fraction => ((double)Batches * (Epoch - 1) + Batch) / ((double)Batches * Epochs);

    /// <summary>The training time left at the pace so far.</summary>
    public TimeSpan Remaining => Fraction > 0 ? Elapsed * ((1 - Fraction) / Fraction) : TimeSpan.MaxValue;
}
