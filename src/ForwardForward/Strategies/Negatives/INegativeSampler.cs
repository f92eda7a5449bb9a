namespace ForwardForward;

/// <summary>Makes the negative samples that a layer learns to respond to weakly.</summary>
/// <remarks>
/// The contract: there are as many negatives as positives, of the same shapes and types; the positives stay as they were;
/// the same generator state gives the same negatives; and a negative never carries the true label of its own image.
/// <c>Fit</c> refuses a sampler that breaks it, where it can tell: shapes and types in every batch, labels in the first.
/// Where only the label changes, return the positives' own image tensor: the layers then share work.
/// </remarks>
public interface INegativeSampler
{
    /// <summary>
    /// Whether a negative may carry the true label of its own image, so that <c>Fit</c> lets it pass: the samplers in
    /// <c>ForwardForward.Faithful</c> repeat a study that has such.
    /// </summary>
    /// <remarks>Not a setting: a class that declares it marks it with <c>[JsonIgnore]</c>, or implements it explicitly.</remarks>
    /// <value>False, unless a class says otherwise.</value>
    bool MayCarryTrueLabels => false;

    /// <summary>Draws one negative for each positive.</summary>
    /// <param name="positives">The positive images and their true labels.</param>
    /// <param name="context">The generator to draw from, the number of classes, and the network's scores of every label.</param>
    /// <returns>Negative images and the labels to embed in them.</returns>
    LabelledBatch Sample(LabelledBatch positives, SamplingContext context);
}
