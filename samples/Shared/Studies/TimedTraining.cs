using ForwardForward.Data;

namespace ForwardForward.Samples;

/// <summary>A small part of a training, done again and again to tell what the whole costs.</summary>
/// <remarks>
/// The part has the whole's epochs and schedule, and the first batches of its images. A training in full batches has no smaller
/// part than a pass of each layer: there it has all images and a few epochs, and the first pass of each layer is left out.
/// In it negatives are drawn and memory is asked for, once for all of the hundreds that follow.
/// </remarks>
public sealed class TimedTraining : IDisposable
{
    private const int Parts = 30;
    private const int FullBatchEpochs = 3;

    private readonly IDisposable _learner;
    private readonly Func<LabelledImages, TrainingOptions, TrainingResult> _fit;
    private readonly LabelledImages _images;
    private readonly TrainingOptions _training;
    private readonly bool _inFullBatches;
    private readonly double _parts;

    /// <summary>Prepares it.</summary>
    /// <param name="learner">What learns; disposed with this.</param>
    /// <param name="fit">Trains it.</param>
    /// <param name="images">All images of the whole training.</param>
    /// <param name="training">The whole training.</param>
    internal TimedTraining(
        IDisposable learner, Func<LabelledImages, TrainingOptions, TrainingResult> fit, LabelledImages images, TrainingOptions training)
    {
        _learner = learner;
        _fit = fit;
        int batches = Math.Max(1, images.Count / training.BatchSize / Parts);
        _images = images.Take(Math.Min(images.Count, batches * training.BatchSize));
        _inFullBatches = _images.Count == images.Count;
        _training = training with { Epochs = _inFullBatches ? FullBatchEpochs : training.Epochs, Validation = null };
        _parts = (double)training.Epochs / _training.Epochs * images.Count / _images.Count;
    }

    /// <summary>Does the part once more.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The seconds of the whole training at this pace.</returns>
    public double Measure(CancellationToken cancellation)
    {
        TrainingResult result = _fit(_images, _training with { Cancellation = cancellation });
        return _parts * (_inFullBatches ? SecondsWithoutFirstPasses(result) : result.Seconds);
    }

    /// <summary>Disposes what learned.</summary>
    public void Dispose()
    {
        _images.Dispose();
        _learner.Dispose();
    }

    private static double SecondsWithoutFirstPasses(TrainingResult result) => result.History
        .GroupBy(pass => string.Join(' ', pass.Losses.Select(loss => loss.HasValue)), StringComparer.Ordinal)
        .Sum(passes => passes.Count() * passes.Skip(1).Average(pass => pass.Seconds));
}
