using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>The network at a glance, before it is built.</content>
public sealed partial record FFNetworkDefinition
{
    /// <summary>As <see cref="FFNetwork.Summary"/> of a network of this definition, without the memory of its parameters.</summary>
    /// <remarks>
    /// The layers are created, with parameters that have a shape and no numbers; a layer of your own gets such from
    /// <c>LayerContext.InitialValues</c>.
    /// </remarks>
    /// <returns>The summary.</returns>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public NetworkSummary Summary()
    {
        TorchRuntime.EnsureLoaded();
        using FFNetwork withoutNumbers = new(this, CPU, capacity: 0);
        return withoutNumbers.Summary();
    }
}
