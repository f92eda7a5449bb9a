using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>How a network is loaded.</summary>
/// <remarks>Immutable.</remarks>
public sealed class LoadOptions
{
    /// <summary>Where the network shall live and compute.</summary>
    /// <value>The default is null: the CPU.</value>
    public Device? Device { get; init; }

    /// <summary>The strategies and layer kinds of your own that the file may name.</summary>
    /// <value>The default is null: those of the library alone.</value>
    public PluginRegistry? Plugins { get; init; }
}
