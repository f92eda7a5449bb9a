using System.Diagnostics;

namespace ForwardForward;

/// <summary>A span of a run or an epoch that somebody listens to. What a listener throws is told to the log and ends nothing.</summary>
/// <param name="listeners">What the listeners are called through.</param>
/// <param name="outer">The activity that the span lies in, which is current again after it; null for none.</param>
/// <param name="activity">The span; null where beginning it failed, or nobody wants this one.</param>
internal sealed class TrainingSpan(Listeners listeners, Activity? outer, Activity? activity) : IDisposable
{
    /// <summary>Says what came out of a run.</summary>
    public void End(TrainingResult result) => activity?
        .SetTag("epochs_done", result.History.Count)
        .SetTag("validation_accuracy", (result.BestEpoch ?? (result.History is [.., EpochResult last] ? last : null))?.ValidationAccuracy)
        .SetTag("stop_reason", result.StopReason)
        .SetStatus(ActivityStatusCode.Ok);

    /// <summary>Says what came out of an epoch.</summary>
    public void End(EpochResult result) => activity?
        .SetTag("training_seconds", result.Seconds)
        .SetTag("validation_accuracy", result.ValidationAccuracy)
        .SetStatus(ActivityStatusCode.Ok);

    /// <summary>Says why it ended before its end.</summary>
    public void Fail(Exception failure) =>
        activity?.SetTag("error.type", failure.GetType().FullName).SetStatus(ActivityStatusCode.Error, failure.Message);

    /// <summary>Ends the span.</summary>
    public void Dispose()
    {
        if (activity is not null)
            listeners.Tell(activity.Stop);
        Activity.Current = outer; // Also where a listener has failed.
    }
}
