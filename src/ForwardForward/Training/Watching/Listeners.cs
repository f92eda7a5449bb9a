using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ForwardForward;

/// <summary>
/// Those who listen to the meter and the activity source, of whom a run knows nothing. If a listener throws, the log says so once, and the
/// run continues. Listeners often belong to other parts of the program, and must not end hours of training.
/// </summary>
/// <param name="logger">Told of the first failure.</param>
internal sealed class Listeners(ILogger logger)
{
    private static readonly ActivitySource Spans = new("ForwardForward", FFNetwork.LibraryVersion);

    private bool _hasFailed;

    /// <summary>Begins the span of a run; null where nobody listens.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="schedule">What its schedule is called.</param>
    /// <param name="epochs">How many epochs the run has.</param>
    /// <param name="images">The size of the training set.</param>
    public TrainingSpan? BeginRun(FFNetworkDefinition definition, TrainingOptions options, string schedule, int epochs, int images) =>
        Begin("ForwardForward.Training", span => span
            .SetTag("network", definition.ToString())
            .SetTag("epochs", epochs)
            .SetTag("batch_size", options.BatchSize)
            .SetTag("schedule", schedule)
            .SetTag("images", images));

    /// <summary>Begins the span of an epoch; null where nobody listens.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public TrainingSpan? BeginEpoch(int epoch) => Begin("ForwardForward.Epoch", span => span.SetTag("epoch", epoch));

    /// <summary>Calls listeners.</summary>
    public void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception failure)
        {
            if (!_hasFailed)
                Log.ListenerFailed(logger, failure);
            _hasFailed = true;
        }
    }

    private TrainingSpan? Begin(string name, Action<Activity> describe)
    {
        if (!Spans.HasListeners())
            return null;
        Activity? outer = Activity.Current, activity = null;
        Tell(() =>
        {
            activity = Spans.CreateActivity(name, ActivityKind.Internal);
            if (activity is null)
                return;
            describe(activity);
            activity.Start();
        });
        return new TrainingSpan(this, outer, activity);
    }
}
