namespace ForwardForward;

/// <summary>Makes the negative samples that a layer learns to respond to weakly.</summary>
/// <remarks>
/// A sampler has to keep four rules. There are as many negatives as positives, of the same shapes and types. The positives stay as they
/// were. The same generator state gives the same negatives. A negative never carries the true label of its own image. <c>Fit</c> refuses a
/// sampler that breaks a rule if it can tell: it checks shapes and types in every batch, and labels in the first. If only the label
/// changes, return the image tensor of the positives, so that layers share work.
/// </remarks>
public interface INegativeSampler
{
    /// <summary>
    /// Whether a negative may carry the true label of its own image, and <c>Fit</c> accepts it. Samplers in <c>ForwardForward.Faithful</c>
    /// do so, because they repeat a study that has such negatives.
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
