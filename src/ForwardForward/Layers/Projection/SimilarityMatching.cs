using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A loss by which samples of one class should be alike, and samples of two classes unlike: the mean of (S − T)² over all pairs. S is the
/// cosine similarity of the samples' centred activations, and T that of their centred one-hot labels (Nøkland and Eidnes 2019, "sim").
/// </summary>
internal static class SimilarityMatching
{
    private const double Epsilon = 1e-8;

    /// <summary>
    /// The loss, and its gradient: with uᵢ the unit vector of the centred activations cᵢ, ∂L/∂u = 4/B² · (S − T) · u, and ∂L/∂aᵢ is what of
    /// (∂L/∂uᵢ − uᵢ ⟨uᵢ, ∂L/∂uᵢ⟩) / ‖cᵢ‖ is left after centring.
    /// </summary>
    public static (Tensor Loss, Tensor Gradient) Measure(Tensor activations, Tensor labels, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor units, Tensor lengths) = Directions(activations.flatten(1));
        (Tensor targets, _) = Directions(nn.functional.one_hot(labels, classes).to(activations.dtype));
        Tensor distance = units.mm(units.t()) - targets.mm(targets.t());
        Tensor ofUnits = distance.mm(units).Multiply(4.0 / distance.numel());
        Tensor ofCentred = (ofUnits - (units * (units * ofUnits).sum([1], keepdim: true))) / lengths;
        Tensor gradient = ofCentred - ofCentred.mean([1], keepdim: true);
        return (distance.Square().mean().MoveToOuterDisposeScope(), gradient.view(activations.shape).MoveToOuterDisposeScope());
    }

    private static (Tensor Units, Tensor Lengths) Directions(Tensor rows)
    {
        Tensor centred = rows - rows.mean([1], keepdim: true);
        Tensor lengths = centred.Square().sum([1], keepdim: true).sqrt_().AddInPlace(Epsilon);
        return (centred / lengths, lengths);
    }
}
