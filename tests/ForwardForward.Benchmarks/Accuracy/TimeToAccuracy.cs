using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;

namespace ForwardForward.Benchmarks.Accuracy;

/// <summary>Seconds of training until a validation accuracy is reached.</summary>
/// <remarks>
/// The learning rate falls over the epochs that are planned, so the plan matters: of the numbers of epochs to try,
/// the smallest counts whose run reaches the accuracy, and of that run the seconds up to the first epoch that does.
/// Validation is not counted, nor are the runs that fell short.
/// </remarks>
/// <param name="images">What to learn from, and what to validate on.</param>
/// <param name="accuracy">What is to be reached, from 0 to 1.</param>
internal sealed class TimeToAccuracy((LabelledImages Kept, LabelledImages Part) images, double accuracy)
{
    private const int WarmUpImages = 2_560;

    private static readonly int[] Plans = [2, 3, 4, 5, 6, 8];

    /// <summary>Measures one way to train.</summary>
    /// <param name="name">What it is called where it falls short.</param>
    /// <param name="train">Trains a fresh network.</param>
    /// <exception cref="CannotMeasureException">No plan reaches the accuracy.</exception>
    public Reading Measure(string name, Func<LabelledImages, TrainingOptions, TrainingResult> train)
    {
        List<double> epochs = [];
        foreach (int plan in Plans)
        {
            IReadOnlyList<EpochResult> history =
                train(images.Kept, new TrainingOptions { Epochs = plan, Validation = images.Part }).History;
            epochs.AddRange(history.Select(epoch => epoch.Seconds));
            if (history.FirstOrDefault(epoch => epoch.ValidationAccuracy >= accuracy) is { } reached)
                return new Reading(history.Take(reached.Epoch).Sum(epoch => epoch.Seconds)) { EqualWork = epochs };
        }
        throw new CannotMeasureException(FormattableString.Invariant($"{name} does not reach {100 * accuracy} % in {Plans[^1]} epochs."));
    }

    /// <summary>Trains on a few images, so that what happens once in a process is not counted.</summary>
    public void WarmUp(Func<LabelledImages, TrainingOptions, TrainingResult> train)
    {
        using LabelledImages few = images.Kept.Take(WarmUpImages);
        train(few, new TrainingOptions { Epochs = 1 });
    }
}
