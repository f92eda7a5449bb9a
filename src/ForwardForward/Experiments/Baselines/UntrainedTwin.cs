using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>The same network with fresh parameters: how good its features are before anything is learned.</summary>
public static class UntrainedTwin
{
    /// <summary>Builds the twin of a definition.</summary>
    /// <param name="definition">A network's definition.</param>
    /// <param name="seed">
    /// The seed of its parameters; null for the definition's own, which gives the parameters that the network began with.
    /// </param>
    /// <param name="device">Where it lives; null for the CPU.</param>
    /// <returns>An untrained network; dispose it after use.</returns>
    public static FFNetwork Create(FFNetworkDefinition definition, long? seed = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new FFNetwork(definition with { Seed = seed ?? definition.Seed }, device ?? CPU);
    }
}
