using System.Diagnostics;

namespace ForwardForward;

/// <content>One batch: how long it took, and whether what it left is finite.</content>
internal abstract partial class TrainingLoop
{
    private void TakeStep(int epoch, int batch, EpochLosses losses, IReadOnlyList<NamedTensor> state)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            LearnBatch(epoch, batch, losses);
        }
        catch (LabelScoresException)
        {
            losses.CheckNewest();
            CheckState(state, epoch + 1, batch);
            // All that was learned is finite; what the network makes of these images is not.
            throw new TrainingDivergedException("the network", epoch + 1, batch + 1, "score of a label", EpochPutBack);
        }
        if (batch < batches.Count - 1 && _pace.Add(batch, Stopwatch.GetElapsedTime(began))) // The last batch may be smaller.
            Log.StepsVary(options.Logger);
    }

    private void CheckState(IReadOnlyList<NamedTensor> state, int epoch, int batch)
    {
        if (NonFinite.FindIn(state) is { } bad)
            throw new TrainingDivergedException(PartOf(bad), epoch, batch, bad, EpochPutBack);
    }
}
