using System.Diagnostics.Metrics;

namespace ForwardForward;

/// <summary>The instruments of a run: the meter "ForwardForward". docs/watching-a-run.md lists them.</summary>
internal static class TrainingMeter
{
    private static readonly Meter Meter = new("ForwardForward", FFNetwork.LibraryVersion);

    private static readonly Gauge<double> Loss = Meter.CreateGauge<double>(
        "forwardforward.training.loss", "1", "The loss of a layer: the mean over the batches of the epoch that has just ended.");

    private static readonly Gauge<double> Goodness = Meter.CreateGauge<double>(
        "forwardforward.training.goodness", "1",
        "The goodness of a layer's positives or negatives: the mean over the batches of the epoch that has just ended.");

    private static readonly Gauge<double> ValidationAccuracy = Meter.CreateGauge<double>(
        "forwardforward.training.validation_accuracy", "1", "The fraction of validation images whose class is named right.");

    private static readonly Gauge<double> Images = Meter.CreateGauge<double>(
        "forwardforward.training.images_per_second", "{image}/s", "Training images a second in the epoch that has just ended.");

    /// <summary>Whether somebody listens to any of them.</summary>
    public static bool IsAsked => Loss.Enabled || Goodness.Enabled || ValidationAccuracy.Enabled || Images.Enabled;

    /// <summary>Whether somebody listens to what is computed for listeners alone.</summary>
    public static bool IsGoodnessAsked => Goodness.Enabled;

    /// <summary>Tells what an epoch gave.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="layers">What messages call the layers, or whatever else the losses are of.</param>
    /// <param name="imagesPerSecond">The pace.</param>
    /// <param name="goodness">The goodness of both halves; null where there is none to tell.</param>
    public static void Record(EpochResult epoch, IReadOnlyList<string> layers, double imagesPerSecond, EpochGoodness? goodness)
    {
        for (int index = 0; index < layers.Count; index++)
        {
            KeyValuePair<string, object?> layer = new("layer", layers[index]);
            if (epoch.Losses[index] is { } loss)
                Loss.Record(loss, layer);
            if (goodness?.MeansOf(index) is { } means)
            {
                Goodness.Record(means.Positive, layer, new("half", "positive"));
                Goodness.Record(means.Negative, layer, new("half", "negative"));
            }
        }
        if (epoch.ValidationAccuracy is { } accuracy)
            ValidationAccuracy.Record(accuracy);
        Images.Record(imagesPerSecond);
    }
}
