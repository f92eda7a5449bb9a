using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Draws negatives, held to the contract of <see cref="INegativeSampler"/>; their labels in the first batch alone.</summary>
internal sealed class CheckedSampler(INegativeSampler sampler, SamplingContext context)
{
    private bool _labelsAreChecked;

    /// <summary>One negative for each positive.</summary>
    /// <exception cref="InvalidOperationException">The sampler gave something else.</exception>
    public LabelledBatch Sample(LabelledBatch positives)
    {
        LabelledBatch negatives = sampler.Sample(positives, context);
        CheckForm(negatives, positives);
        if (!_labelsAreChecked)
            CheckLabels(negatives, positives);
        _labelsAreChecked = true;
        return negatives;
    }

    /// <summary>The positives' images, corrupted as the negatives are; null where the sampler corrupts none.</summary>
    /// <exception cref="InvalidOperationException">The sampler gave something else.</exception>
    public Tensor? Corrupt(LabelledBatch positives) => sampler is CorruptingSampler corrupting
        ? Contract.OfSameForm(
            corrupting.Corrupt(positives, positives.Labels, context), positives.Images, sampler, nameof(CorruptingSampler.Corrupt))
        : null;

    private void CheckForm(LabelledBatch negatives, LabelledBatch positives)
    {
        Contract.OfSameForm(negatives.Images, positives.Images, sampler, nameof(INegativeSampler.Sample));
        Tensor? labels = negatives.Labels;
        if (labels is null || labels.is_sparse || labels.dtype != ScalarType.Int64 || !Contract.ShareDevice(labels, positives.Labels)
            || !Contract.HaveSameShape(labels, positives.Labels))
            throw Contract.Broken(
                labels, positives.Labels, sampler, nameof(INegativeSampler.Sample),
                $"one label a positive, {Expect.Describe(positives.Labels)}");
    }

    /// <summary>Labels that are classes, and none of them the true one of an image that is the positive's.</summary>
    private void CheckLabels(LabelledBatch negatives, LabelledBatch positives)
    {
        using DisposeScope scope = NewDisposeScope();
        string who = $"{sampler.GetType().Name}.{nameof(INegativeSampler.Sample)}";
        Tensor labels = negatives.Labels.cpu();
        int row = Expect.FindOutside(labels, context.Classes);
        if (row >= 0)
            throw new InvalidOperationException(
                $"{who} gave row {row} the label {labels[row].item<long>()}. Labels must be classes from 0 to {context.Classes - 1}.");
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
