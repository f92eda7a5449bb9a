using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// What other layers add to a layer's goodness before its loss, so that a layer need not repeat what others already know.
/// </summary>
/// <remarks>
/// Lorberbom et al., "Layer Collaboration in the Forward-Forward Algorithm" (AAAI 2024, arXiv 2305.12393): p(positive) = σ(g + Γ − θ), with
/// Γ the detached goodness of other layers. An implementation is a pure function, shared by all layers. It takes part in training only.
/// </remarks>
public interface ICollaboration
{
    /// <summary>The sum to add to a layer's goodness.</summary>
    /// <param name="layer">The layer that learns, from 0.</param>
    /// <param name="goodness">
    /// Every layer's goodness of the same rows, <c>[rows]</c> each, detached, from before this batch's updates.
    /// A layer's is computed only when its element is read.
    /// </param>
    /// <returns>Γ, <c>[rows]</c>, or null for nothing. No gradient goes through it.</returns>
    Tensor? Contribution(int layer, IReadOnlyList<Tensor> goodness);
}
