using static TorchSharp.torch;

namespace ForwardForward.Negatives;

/// <summary>
/// The same image under a wrong label, drawn evenly from the others: y⁻ = (y + U{1 … C−1}) mod C. The default.
/// </summary>
/// <remarks>Hinton (2022, section 3.3). The study's <c>wrong_label</c>; its best sampler.</remarks>
public sealed class WrongLabelSampler : INegativeSampler
{
    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor labels = positives.Labels;
        using Tensor drawn = randint(1, context.Classes, labels.shape, dtype: int64, generator: context.Generator);
        using Tensor offsets = drawn.to(labels.device);
        return positives with { Labels = (labels + offsets).remainder_(context.Classes) };
    }
}
