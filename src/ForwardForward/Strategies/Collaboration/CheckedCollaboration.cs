using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a collaboration gives, held to its contract.</summary>
internal static class CheckedCollaboration
{
    /// <summary>Γ, a number for each of the labels' rows, or null.</summary>
    /// <exception cref="InvalidOperationException">The collaboration gave something else.</exception>
    public static Tensor? ContributionChecked(
        this ICollaboration collaboration, int layer, IReadOnlyList<Tensor> goodness, Tensor labels) =>
        collaboration.Contribution(layer, goodness) is { } contribution
            ? Contract.OneNumberARow(contribution, labels, collaboration, nameof(ICollaboration.Contribution))
            : null;
}
