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
        Remaining = Fraction > 0 ? Elapsed * ((1 - Fraction) / Fraction) : TimeSpan.MaxValue;
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

    /// <summary>
    /// Whether this is the last report of the run: all its epochs are done, or it has stopped early. A run that ends with an exception has
    /// no such report.
    /// </summary>
    public bool IsLast { get; internal init; }

    /// <summary>Training images a second in this epoch so far.</summary>
    public double ImagesPerSecond { get; internal init; }

    /// <summary>How much is done, from 0 to 1, every epoch counting the same.</summary>
    public double Fraction => ((double)Batches * (Epoch - 1) + Batch) / ((double)Batches * Epochs);

    /// <summary>
    /// The time left, validation included: each layer's epochs at the pace of its own so far, those of a layer that has not learned yet
    /// by its floating-point operations. Early stopping is not foreseen. The largest time span where nothing is known yet.
    /// </summary>
    public TimeSpan Remaining { get; internal init; }

    /// <summary>The progress in one line.</summary>
    /// <returns>Such as "epoch 2 of 20, batch 30 of 93, 12.3 s".</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch} of {Epochs}, batch {Batch} of {Batches}, {Elapsed.TotalSeconds:F1} s");
}
