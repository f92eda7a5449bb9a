using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Leaves the goodness as it is. The default.</summary>
public sealed class NoModulation : IModulation
{
    /// <inheritdoc/>
    public Tensor Modulate(Tensor goodness, ModulationContext context) => goodness;
}
