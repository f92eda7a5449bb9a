using ForwardForward.Samples.Serve.Engines;
using ForwardForward.Samples.Serve.Requests;

namespace ForwardForward.Samples.Serve;

/// <summary>A request that waits for its answer.</summary>
/// <param name="rows">What it asks about.</param>
/// <param name="abandoned">Cancelled when the sender has gone.</param>
internal sealed class WaitingRequest(InputRows rows, CancellationToken abandoned)
{
    public InputRows Rows => rows;

    public CancellationToken Abandoned => abandoned;

    /// <summary>Continues on another thread, so that the worker does not write responses.</summary>
    public TaskCompletionSource<Scores> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
