namespace ForwardForward;

/// <summary>Makes the negative samples that a layer learns to respond to weakly.</summary>
/// <remarks>
/// The contract: there are as many negatives as positives, of the same shapes and types; the positives stay as they were;
/// the same generator state gives the same negatives; and a negative never carries the true label of its own image.
/// The samplers in <c>ForwardForward.Faithful</c> break the last rule on purpose. Where only the label changes, return the positives' own
/// image tensor: the layers then share work.
/// </remarks>
public interface INegativeSampler
{
    /// <summary>Draws one negative for each positive.</summary>
    /// <param name="positives">The positive images and their true labels.</param>
    /// <param name="context">The generator to draw from, the number of classes, and the network's scores of every label.</param>
    /// <returns>Negative images and the labels to embed in them.</returns>
    LabelledBatch Sample(LabelledBatch positives, SamplingContext context);
}
