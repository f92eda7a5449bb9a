using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a sampler must give: the contract of <see cref="INegativeSampler"/>.</summary>
internal static class NegativesContract
{
    /// <summary>As many negatives as positives, of the same shapes, types and device: free to ask of every batch.</summary>
    /// <exception cref="InvalidOperationException">They are not.</exception>
    public static void CheckForm(LabelledBatch negatives, LabelledBatch positives, INegativeSampler sampler)
    {
        if (!ReferenceEquals(negatives.Images, positives.Images))
            CheckImages(negatives.Images, positives.Images, sampler, nameof(INegativeSampler.Sample));
        Tensor? labels = negatives.Labels;
        if (labels is null || labels.is_sparse || labels.dtype != ScalarType.Int64 || !Contract.ShareDevice(labels, positives.Labels)
            || !Contract.HaveSameShape(labels, positives.Labels))
            throw Contract.Broken(
                labels, positives.Labels, sampler, nameof(INegativeSampler.Sample),
                $"one label a positive, {Expect.Describe(positives.Labels)}");
    }

    /// <summary>An image for each positive, of its shape and type.</summary>
    /// <exception cref="InvalidOperationException">They are not.</exception>
    public static Tensor CheckImages(Tensor? images, Tensor positives, INegativeSampler sampler, string member) =>
        Contract.OfSameForm(images, positives, sampler, member);

    /// <summary>
    /// Labels that are classes, and none of them the true one of an image that is the positive's: asked of the first batch.
    /// </summary>
    /// <exception cref="InvalidOperationException">One is not.</exception>
    public static void CheckLabels(LabelledBatch negatives, LabelledBatch positives, INegativeSampler sampler, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        string who = $"{sampler.GetType().Name}.{nameof(INegativeSampler.Sample)}";
        Tensor labels = negatives.Labels.cpu();
        int row = Expect.FindOutside(labels, classes);
        if (row >= 0)
            throw new InvalidOperationException(
                $"{who} gave row {row} the label {labels[row].item<long>()}. Labels must be classes from 0 to {classes - 1}.");
        if (sampler.MayCarryTrueLabels)
            return;
        long trueOnes = labels.eq(positives.Labels.cpu()).sum([0]).item<long>();
        if (trueOnes > 0 && AreUnchanged(negatives.Images, positives.Images))
            throw new InvalidOperationException(
                $"{who} gave {trueOnes} of {labels.shape[0]} negatives the true label of their own image, so that a layer is asked to "
                    + "raise and to lower the same goodness. Draw another label for each; where it is meant, say so by "
                    + $"{nameof(INegativeSampler)}.{nameof(INegativeSampler.MayCarryTrueLabels)}.");
    }

    // Of an image that a sampler changed nobody knows which label is true.
    private static bool AreUnchanged(Tensor images, Tensor positives) =>
        ReferenceEquals(images, positives) || images.eq(positives).all().item<bool>();
}
