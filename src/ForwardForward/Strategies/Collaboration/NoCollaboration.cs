using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Every layer by itself. The default.</summary>
public sealed class NoCollaboration : ICollaboration
{
    /// <inheritdoc/>
    public Tensor? Contribution(int layer, IReadOnlyList<Tensor> goodness) => null;
}
