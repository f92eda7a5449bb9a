using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Leaves the goodness as it is. The default.</summary>
public sealed class NoModulation : IModulation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool AsksOtherLayers => false;

    /// <inheritdoc/>
    public Tensor Modulate(Tensor goodness, ModulationContext context) => goodness;
}
