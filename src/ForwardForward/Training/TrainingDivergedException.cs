namespace ForwardForward.Training;

/// <summary>A layer's loss stopped being a finite number, so the run was stopped.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="layer">The layer's place and name, such as "layer 2 (Dense 500)".</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch within the epoch, from 1.</param>
    public TrainingDivergedException(string layer, int epoch, int batch)
        : base($"The loss of {layer} is not a finite number in epoch {epoch}, batch {batch}. The parameters are of no use any more: build the network again, and lower the learning rate (AdamOptions.LearningRate) or check the images' scale (ImageDataset.Standardise).")
    {
        Layer = layer;
        Epoch = epoch;
        Batch = batch;
    }

    /// <summary>The layer's place and name.</summary>
    public string Layer { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch within the epoch, from 1.</summary>
    public int Batch { get; }
}
