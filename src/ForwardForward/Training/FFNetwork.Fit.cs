using ForwardForward.Data;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <content>Training.</content>
public sealed partial class FFNetwork
{
    /// <summary>Trains every layer on labelled images.</summary>
    /// <remarks>
    /// A second call continues where the first ended, and the schedule of the learning rate starts again. However a run ends,
    /// <see cref="TrainingOptions.KeepBestEpoch"/> puts the best epoch so far back. Without it, a cancelled run keeps what it has learned
    /// so far, and the parameters of a run that diverged are unusable. With <see cref="TrainingOptions.Checkpoint"/> a call continues from
    /// the newest checkpoint of the same run, whatever the network has learned meanwhile.
    /// </remarks>
    /// <param name="data">The training images; they stay as they are.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <returns>The history of the run.</returns>
    /// <exception cref="ArgumentException">
    /// The images do not fit the network, are standardised by other numbers than its own, or are fewer than a batch; or an option needs
    /// validation images, and there are none.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The checkpoints are of another network, other images or other options, or a plugin's settings cannot be written into them; or the
    /// network is being trained already.
    /// </exception>
    /// <exception cref="IOException">
    /// A checkpoint cannot be read or written, such as on a full disk. The earlier ones are whole, and the network can be used.
    /// </exception>
    /// <exception cref="InvalidDataException">No checkpoint in the folder is whole.</exception>
    /// <exception cref="TrainingCancelledException"><see cref="TrainingOptions.Cancellation"/> was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">
    /// A layer's loss, or a number that it learned, stopped being finite. No checkpoint has such numbers.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The network or the images are disposed, the network perhaps meanwhile.</exception>
    public TrainingResult Fit(LabelledImages data, TrainingOptions? options = null)
    {
        options ??= new TrainingOptions();
        ArgumentNullException.ThrowIfNull(data);
        using Lifetime.Use changing = Lifetime.EnterToChange(nameof(Fit)), heldData = data.Lifetime.Enter();
        using IDisposable? outside = InferenceMode.Leave();
        TrainingGuard.Check(this, data, options);
        TrainingGuard.CheckNegatives(Definition, options);
        TrainingGuard.LogDoubts(Definition, data, options.Logger);
        using Trainer trainer = new(this, data, options);
        return trainer.Run();
    }
}
