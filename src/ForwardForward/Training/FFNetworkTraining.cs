using ForwardForward.Data;
using ForwardForward.Negatives;

namespace ForwardForward.Training;

/// <summary>Trains networks: <c>network.Fit(…)</c>.</summary>
public static class FFNetworkTraining
{
    /// <summary>Trains every layer on labelled images.</summary>
    /// <remarks>
    /// A second call goes on from where the first ended, with the learning rate's decay begun anew. A run that was cancelled or diverged
    /// leaves a network that can still be used and disposed; a cancelled one keeps what it has learned so far.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="data">The training images; they stay as they are.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the run between two batches.</param>
    /// <returns>The history of the run.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network, or are fewer than a batch.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">A layer's loss stopped being a finite number.</exception>
    /// <exception cref="ObjectDisposedException">The network or the images are disposed.</exception>
    public static TrainingResult Fit(this FFNetwork network, LabelledImages data, TrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TrainingOptions();
        CheckData(network, data, nameof(data));
        if (options.Validation is { } validation)
            CheckData(network, validation, "options.Validation");
        if (options.BatchSize > data.Count)
            throw new ArgumentException($"A batch of {options.BatchSize} is larger than the training set of {data.Count} images. Set TrainingOptions.BatchSize to {data.Count} (a full batch) or less.", nameof(options));
        if (options.CorruptPositives && network.Definition.Negatives is not CorruptingSampler)
            throw new ArgumentException($"TrainingOptions.CorruptPositives gives the positives the negatives' corruption, and {network.Definition.Negatives.GetType().Name} has none to give. Use a sampler that derives from CorruptingSampler, or leave the option out.", nameof(options));
        if (options.Jitter >= Math.Min(data.Shape.Height, data.Shape.Width))
            throw new ArgumentException($"A jitter of {options.Jitter} pixels moves images of {data.Shape} out of sight. Set TrainingOptions.Jitter to a few pixels.", nameof(options));

        using Trainer trainer = new(network, data, options);
        return trainer.Run(cancellationToken);
    }

    private static void CheckData(FFNetwork network, LabelledImages data, string name)
    {
        network.CheckImages(data.Images);
        if (data.Classes != network.Definition.Classes)
            throw new ArgumentException($"The network has {network.Definition.Classes} classes and the images have {data.Classes}. Build the network with WithClasses({data.Classes}).", name);
    }
}
