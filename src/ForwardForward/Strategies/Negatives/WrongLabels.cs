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
        using DisposeScope scope = NewDisposeScope();
        int classes = context.Classes;
        Check(scores, labels.shape[0], classes);
        Tensor wrong =
            labels.cpu().unsqueeze(1).Add(TensorCreation.Arange(classes, int64, CPU).narrow(0, 1, classes - 1)).RemainderInPlace(classes);
        Tensor probabilities = scores.to(float64, CPU).gather(1, wrong).Multiply(sharpness).softmax(1);
        Tensor drawn = wrong.gather(1, probabilities.multinomial(1, generator: context.Generator));
        return drawn.squeeze(1).to(labels.device).MoveToOuterDisposeScope();
    }

    private static void Check(Tensor scores, long batch, int classes)
    {
        if (!scores.shape.SequenceEqual([batch, classes]) || scores.is_sparse || scores.device_type == DeviceType.META)
            throw new InvalidOperationException(
                $"The network scored labels as {Expect.Describe(scores)} for {batch} images of {classes} classes. Scores are one "
                    + "row an image and one column a class.");
        if (!scores.isfinite().all().item<bool>())
            throw new LabelScoresException();
    }
}
