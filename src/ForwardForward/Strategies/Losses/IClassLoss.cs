using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a class-wise layer minimises: the highest goodness for the true class.</summary>
/// <remarks>A pure function of differentiable tensor operations, without state.</remarks>
public interface IClassLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="goodness">The goodness of every class, <c>[batch, classes]</c>.</param>
    /// <param name="labels">True classes, <c>[batch]</c>, int64.</param>
    /// <returns>A scalar.</returns>
    Tensor Loss(Tensor goodness, Tensor labels);
}
