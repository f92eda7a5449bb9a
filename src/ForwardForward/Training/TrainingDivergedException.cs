namespace ForwardForward;

/// <summary>A layer's loss, or a number that it learned, stopped being finite, so the run was stopped.</summary>
/// <remarks>
/// The network's parameters are unusable, unless <see cref="TrainingOptions.KeepBestEpoch"/> put those of an epoch back
/// (<see cref="EpochPutBack"/>).
/// </remarks>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="layer">The layer's place and name, such as "layer 2 (Dense 500)".</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch within the epoch, from 1.</param>
    /// <param name="quantity">What is not finite: the loss, or a tensor such as "layer2.weight".</param>
    /// <param name="epochPutBack">The epoch that the network is put back to, from 1; null where it is not.</param>
    internal TrainingDivergedException(string layer, int epoch, int batch, string quantity = "loss", int? epochPutBack = null)
        : base(
            $"The {quantity} of {layer} is not a finite number in epoch {epoch}, batch {batch}. {StateOf(epochPutBack)}, and lower the "
                + "learning rate (AdamOptions.LearningRate) or check the images' scale (ImageDataset.Standardise).")
    {
        Layer = layer;
        Epoch = epoch;
        Batch = batch;
        EpochPutBack = epochPutBack;
    }

    /// <summary>
    /// The layer's place and name; the softmax head counts as one. "the network" where a sampler that draws labels by the network's scores
    /// found one that is not finite.
    /// </summary>
    public string Layer { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>
    /// The batch within the epoch, from 1. A number that the last update of an epoch spoiled is found after the epoch's last batch.
    /// </summary>
    public int Batch { get; }

    /// <summary>
    /// The epoch that <see cref="TrainingOptions.KeepBestEpoch"/> has put the network back to, from 1; null where there was none. Such a
    /// network can be used and trained on; its optimizers begin anew, as their moments diverged with the run.
    /// </summary>
    public int? EpochPutBack { get; }

    private static string StateOf(int? epochPutBack) => epochPutBack is { } epoch
        ? $"The network is put back to epoch {epoch}, its best (TrainingOptions.KeepBestEpoch), and can be used; its optimizers begin "
            + "anew. To get further, build the network again"
        : "The parameters are of no use any more: build the network again";
}
