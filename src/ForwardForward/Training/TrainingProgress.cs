using System.Globalization;

namespace ForwardForward;

/// <summary>How far a run has come.</summary>
public sealed class TrainingProgress
{
    internal TrainingProgress(int epoch, int epochs, int batch, int batches, TimeSpan elapsed, EpochResult? lastEpoch)
    {
        Epoch = epoch;
        Epochs = epochs;
        Batch = batch;
        Batches = batches;
        Elapsed = elapsed;
        LastEpoch = lastEpoch;
    }

    /// <summary>The current epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The number of epochs in all.</summary>
    public int Epochs { get; }

    /// <summary>The batches done in this epoch.</summary>
    public int Batch { get; }

    /// <summary>The batches of an epoch.</summary>
    public int Batches { get; }

    /// <summary>The training time so far, without the validation.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The epoch that has just ended, or null within an epoch.</summary>
    public EpochResult? LastEpoch { get; }

    /// <summary>How much is done, from 0 to 1.</summary>
    public double Fraction => ((double)Batches * (Epoch - 1) + Batch) / ((double)Batches * Epochs);

    /// <summary>The training time left at the pace so far.</summary>
    public TimeSpan Remaining => Fraction > 0 ? Elapsed * ((1 - Fraction) / Fraction) : TimeSpan.MaxValue;

    /// <summary>The progress in one line.</summary>
    /// <returns>Such as "epoch 2 of 20, batch 30 of 93, 12.3 s".</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch} of {Epochs}, batch {Batch} of {Batches}, {Elapsed.TotalSeconds:F1} s");
}
