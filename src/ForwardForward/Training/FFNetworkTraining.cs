using ForwardForward.Data;

namespace ForwardForward;

/// <summary>Trains networks: <c>network.Fit(…)</c>.</summary>
public static class FFNetworkTraining
{
    /// <summary>Trains every layer on labelled images.</summary>
    /// <remarks>
    /// A second call goes on from where the first ended, with the learning rate's decay begun anew. A run that was cancelled or diverged
    /// leaves a network that can still be used and disposed; a cancelled one keeps what it has learned so far. With <see cref="TrainingOptions.Checkpoint"/> a call
    /// goes on from the newest checkpoint of the same run, whatever the network has learned meanwhile.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="data">The training images; they stay as they are.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the run between two batches, or two portions of the validation images.</param>
    /// <returns>The history of the run.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network, or are fewer than a batch.</exception>
    /// <exception cref="InvalidOperationException">The checkpoints are of another network, other images or other options.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written, such as on a full disk. The earlier ones are whole, and the network can be used.</exception>
    /// <exception cref="InvalidDataException">No checkpoint in the folder is whole.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">A layer's loss, or a number that it learned, stopped being finite. No checkpoint has such numbers.</exception>
    /// <exception cref="ObjectDisposedException">The network or the images are disposed.</exception>
    public static TrainingResult Fit(this FFNetwork network, LabelledImages data, TrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new TrainingOptions();
        TrainingGuard.Check(network, data, options);
        if (options.CorruptPositives && network.Definition.Negatives is not CorruptingSampler)
            throw new ArgumentException($"TrainingOptions.CorruptPositives gives the positives the negatives' corruption, and {network.Definition.Negatives.GetType().Name} has none to give. Use a sampler that derives from CorruptingSampler, or leave the option out.", nameof(options));

        using Trainer trainer = new(network, data, cancellationToken.CanBeCanceled ? options with { Cancellation = cancellationToken } : options);
        return trainer.Run();
    }
}
