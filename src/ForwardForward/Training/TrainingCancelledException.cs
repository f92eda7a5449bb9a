namespace ForwardForward;

/// <summary>
/// A run was cancelled by <see cref="TrainingOptions.Cancellation"/>. The network keeps what it has learned, and can be used.
/// </summary>
public sealed class TrainingCancelledException : OperationCanceledException
{
    internal TrainingCancelledException(TrainingResult result, OperationCanceledException cause)
        : base(
            "The training was cancelled by TrainingOptions.Cancellation. The network keeps what it has learned so far; Result has the "
                + "epochs that were finished.",
            cause, cause.CancellationToken) =>
        Result = result;

    /// <summary>
    /// The epochs that were finished, perhaps none. The network has learned from batches of the next one too, but where
    /// <see cref="TrainingOptions.KeepBestEpoch"/> put the best of these epochs back.
    /// </summary>
    public TrainingResult Result { get; }
}
