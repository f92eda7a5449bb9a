using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Γ = w · Σ of other layers' goodness: of all, of those before, or of those after.</summary>
/// <remarks>
/// Lorberbom et al. (AAAI 2024, arXiv 2305.12393) with w = 1 and all layers, updating the layers in turn. Under a greedy schedule
/// layers to come are untrained and their goodness near 0: there <see cref="CollaboratingLayers.Next"/> is almost no collaboration,
/// and <see cref="CollaboratingLayers.All"/> almost <see cref="CollaboratingLayers.Previous"/>. <c>TrainingSchedule.Alternating</c> and
/// <c>Simultaneous</c> inform every layer. A loss on the difference g⁺ − g⁻ sees Γ⁺ − Γ⁻.
/// </remarks>
public sealed class LayerCollaboration : ICollaboration
{
    /// <summary>Creates the collaboration.</summary>
    /// <param name="weight">w, finite.</param>
    /// <param name="from">Whose goodness is added.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public LayerCollaboration(double weight = 0.7, CollaboratingLayers from = CollaboratingLayers.All)
    {
        Weight = Require.Finite(weight, nameof(weight));
        From = Require.Member(from, nameof(from));
    }

    /// <summary>w, how much the others count beside the layer's own goodness.</summary>
    /// <value>The default is 0.7.</value>
    public double Weight { get; }

    /// <summary>Whose goodness is added.</summary>
    /// <value>The default is <see cref="CollaboratingLayers.All"/>.</value>
    public CollaboratingLayers From { get; }

    /// <inheritdoc/>
    public Tensor? Contribution(int layer, IReadOnlyList<Tensor> goodness)
    {
        ArgumentNullException.ThrowIfNull(goodness);
        using DisposeScope scope = NewDisposeScope();
        Tensor[] others = [.. Enumerable.Range(0, goodness.Count)
            .Where(other => Collaborates(other, layer)).Select(other => Expect.Numbers(goodness[other]))];
        foreach (Tensor other in others)
            Expect.Beside(Expect.Numbers(other, others[0].shape[0], nameof(goodness)), others[0], nameof(goodness));
        return others.Length == 0 ? null : stack(others, 0).sum([0]).Multiply(Weight).MoveToOuterDisposeScope();
    }

    private bool Collaborates(int other, int layer) => From switch
    {
        CollaboratingLayers.Previous => other < layer,
        CollaboratingLayers.Next => other > layer,
        _ => other != layer,
    };
}
