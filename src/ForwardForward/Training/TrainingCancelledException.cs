namespace ForwardForward;

/// <summary>
/// A run was cancelled by <see cref="TrainingOptions.Cancellation"/>. You can use the network. It keeps what it has learned, or is as it
/// was after the best epoch if <see cref="TrainingOptions.KeepBestEpoch"/> put that back.
/// </summary>
public sealed class TrainingCancelledException : OperationCanceledException
{
    internal TrainingCancelledException(TrainingResult result, int? epochPutBack, OperationCanceledException cause)
        : base(
            $"The training was cancelled by TrainingOptions.Cancellation. {StateOf(epochPutBack)}; Result has the epochs that were "
                + "finished.",
            cause, cause.CancellationToken) =>
        Result = result;

    /// <summary>
    /// The epochs that were finished, perhaps none. The network has learned from batches of the next one too, but where
    /// <see cref="TrainingOptions.KeepBestEpoch"/> put the best of these epochs back.
    /// </summary>
    public TrainingResult Result { get; }

    private static string StateOf(int? epochPutBack) => epochPutBack is { } epoch
        ? $"The network is put back to epoch {epoch}, its best so far (TrainingOptions.KeepBestEpoch)"
        : "The network keeps what it has learned so far";
}
