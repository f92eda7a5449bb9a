namespace ForwardForward;

/// <summary>A layer's loss, or a number that it learned, stopped being finite, so the run was stopped.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="layer">The layer's place and name, such as "layer 2 (Dense 500)".</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch within the epoch, from 1.</param>
    /// <param name="quantity">What is not finite: the loss, or a tensor such as "layer2.weight".</param>
    internal TrainingDivergedException(string layer, int epoch, int batch, string quantity = "loss")
        : base(
            $"The {quantity} of {layer} is not a finite number in epoch {epoch}, batch {batch}. The parameters are of no use any more: "
                + "build the network again, and lower the learning rate (AdamOptions.LearningRate) or check the images' scale "
                + "(ImageDataset.Standardise).")
    {
        Layer = layer;
        Epoch = epoch;
        Batch = batch;
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
}
