using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// Fits heads to one or more sets of images, and keeps of each set the head whose strength is right most often on validation images.
/// </summary>
internal static class HeadSelection
{
    /// <summary>All candidates of all sets are compared in one pass over the validation images. The caller disposes the heads.</summary>
    public static IReadOnlyList<(LinearHead Head, double? ValidationAccuracy)> Fit(
        Func<Tensor, Tensor> features, IReadOnlyList<LabelledImages> sets, ProbeOptions options)
    {
        List<LinearHead> candidates = [], chosen = [];
        try
        {
            foreach (LabelledImages set in sets)
                candidates.AddRange(options.Head.Fit(new ProbeSamples(features, set), options.Progress, options.Cancellation));
            int strengths = options.Head.Strengths.Length;
            if (strengths == 1)
            {
                chosen.AddRange(candidates);
                return [.. chosen.Select(only => (only, (double?)null))];
            }
            double[] accuracies = new ProbeSamples(features, options.Validation!, sets[0].Standardisation)
                .MeasureAccuracies(candidates, options.Progress, options.Cancellation);
            int[] best = [.. accuracies.Chunk(strengths).Select((ofSet, set) => (set * strengths) + Array.IndexOf(ofSet, ofSet.Max()))];
            chosen.AddRange(best.Select(index => candidates[index]));
            return [.. best.Select(index => (candidates[index], (double?)accuracies[index]))];
        }
        finally
        {
            foreach (LinearHead other in candidates.Except(chosen))
                other.Dispose();
        }
    }

    /// <summary>Refuses a choice without images to make it with.</summary>
    /// <exception cref="ArgumentException">
    /// Several strengths and no validation images, or validation images of other shape or classes.
    /// </exception>
    public static void Check(LabelledImages training, LabelledImages? validation, ProbeHead head)
    {
        if (validation is null && head.Strengths.Length > 1)
            throw new ArgumentException(
                $"{head.Strengths.Length} strengths of regularisation are to be tried, and there are no validation images to choose with. "
                    + "Give some (ImageDataset.WithValidation splits them off), or a head with one of the Strengths.",
                nameof(validation));
        if (validation is not null && (validation.Classes != training.Classes || validation.Shape != training.Shape))
            throw new ArgumentException(
                $"The training images are {training.Shape} of {training.Classes} classes, "
                    + $"the validation images {validation.Shape} of {validation.Classes}.",
                nameof(validation));
    }
}
