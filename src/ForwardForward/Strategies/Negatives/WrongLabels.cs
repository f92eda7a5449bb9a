using System.Runtime.InteropServices;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Draws wrong labels: evenly, y⁻ = (y + U{1 … C−1}) mod C, or by scores.</summary>
internal static class WrongLabels
{
    /// <summary>Draws a wrong label for each image.</summary>
    /// <param name="labels">True labels, <c>[batch]</c>, int64.</param>
    /// <param name="context">The generator and the number of classes.</param>
    /// <returns>New labels, <c>[batch]</c>, none of them the true one.</returns>
    public static Tensor Draw(Tensor labels, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Tensor drawn = TensorCreation.DrawWhole(1, context.Classes, Expect.Labels(labels).shape, int64, context.Generator);
        using Tensor offsets = drawn.to(labels.device);
        return labels.Add(offsets).RemainderInPlace(context.Classes);
    }

    /// <summary>Draws a wrong label for each image by what scores every label: P(c) ∝ exp(sharpness · score(c)).</summary>
    /// <param name="labels">True labels, <c>[batch]</c>, int64.</param>
    /// <param name="scores"><c>[batch, classes]</c>.</param>
    /// <param name="sharpness">Positive: the larger, the more often the wrong label of the largest score.</param>
    /// <param name="context">The generator and the number of classes.</param>
    /// <returns>New labels, <c>[batch]</c>, none of them the true one.</returns>
    /// <exception cref="InvalidOperationException">The scores are of another shape or not finite.</exception>
    public static Tensor DrawByScores(Tensor labels, Tensor scores, double sharpness, SamplingContext context)
    {
        int classes = context.Classes;
        CheckShape(scores, labels.shape[0], classes);
        using DisposeScope scope = NewDisposeScope();
        double[] numbers = Read<double>(scores.to(float64));
        double[] quantiles = Read<double>(TensorCreation.DrawUniform(labels.shape, float64, context.Generator));
        long[] drawn = Read<long>(labels);
        for (int image = 0; image < drawn.Length; image++)
            drawn[image] = Choose(numbers.AsSpan(image * classes, classes), (int)drawn[image], sharpness, quantiles[image]);
        return TensorCreation.CopyOf(drawn).to(labels.device).MoveToOuterDisposeScope();
    }

    /// <summary>The wrong label at a quantile of their distribution.</summary>
    /// <param name="scores">One a label; they become what the distribution gives each.</param>
    /// <param name="truth">The label that is not wrong.</param>
    /// <param name="sharpness">What the scores are multiplied by.</param>
    /// <param name="quantile">From 0 to below 1.</param>
    private static int Choose(Span<double> scores, int truth, double sharpness, double quantile)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int label = 0; label < scores.Length; label++)
        {
            if (!double.IsFinite(scores[label]))
                throw new LabelScoresException();
            if (label != truth)
                largest = Math.Max(largest, scores[label]);
        }
        for (int label = 0; label < scores.Length; label++)
        {
            scores[label] = label == truth ? 0 : Math.Exp(sharpness * (scores[label] - largest));
            sum += scores[label];
        }
        double left = quantile * sum;
        int chosen = truth;
        for (int label = 0; label < scores.Length && left >= 0; label++)
        {
            if (scores[label] == 0)
                continue;
            chosen = label;
            left -= scores[label];
        }
        return chosen;
    }

    private static T[] Read<T>(Tensor tensor)
        where T : struct => MemoryMarshal.Cast<byte, T>(tensor.cpu().contiguous().bytes).ToArray();

    private static void CheckShape(Tensor scores, long batch, int classes)
    {
        if (!scores.shape.SequenceEqual([batch, classes]) || scores.is_sparse || scores.device_type == DeviceType.META)
            throw new InvalidOperationException(
                $"The network scored labels as {Expect.Describe(scores)} for {batch} images of {classes} classes. Scores are one "
                    + "row an image and one column a class.");
    }
}
