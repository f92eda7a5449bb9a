using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a layer minimises: high goodness for positives, low goodness for negatives.</summary>
/// <remarks>A pure function of differentiable tensor operations, without state.</remarks>
public interface IContrastiveLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="positive">Goodness of the positive samples, <c>[batch]</c>.</param>
    /// <param name="negative">Goodness of the negative samples, <c>[batch]</c>; sample i is the partner of positive i.</param>
    /// <returns>A scalar.</returns>
    Tensor Loss(Tensor positive, Tensor negative);
}
