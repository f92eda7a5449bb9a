using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The third factor of learning: rescales a layer's goodness by a signal from outside the layer, as a neuromodulator would, before
/// the loss looks at it.
/// </summary>
/// <remarks>
/// An instance belongs to one layer and may keep state between calls. So the builder takes a factory, which gives a new one with the same settings whenever
/// it is asked: for each layer, and for others that are looked at and disposed when a network is checked and saved. It takes part in training only: labels are scored with the goodness as it is. State that a saved network shall have stands in tensors of
/// <see cref="CreateParameters"/> and <see cref="CreateBuffers"/>; any other begins anew when the network is loaded. One that implements
/// <see cref="IDisposable"/> is disposed with its layer. <see cref="SignalModulation"/> is the usual base: it leaves only the signal to be stated.
/// </remarks>
public interface IModulation
{
    /// <summary>Modulates the goodness of a batch.</summary>
    /// <param name="goodness">The layer's goodness, <c>[rows]</c>; positive rows first.</param>
    /// <param name="context">The labels, and what the rest of the network makes of the same rows.</param>
    /// <returns>Modulated goodness, <c>[rows]</c>, made of differentiable operations on <paramref name="goodness"/>.</returns>
    Tensor Modulate(Tensor goodness, ModulationContext context);

    /// <summary>Creates the tensors that the layer's optimizer shall learn along with the layer's own. Asked once, when the network is built.</summary>
    /// <param name="device">Where the layer lives.</param>
    /// <returns>Names and first values, floating-point and contiguous; the layer takes them over. By default none.</returns>
    IReadOnlyList<NamedTensor> CreateParameters(Device device) => [];

    /// <summary>Creates the tensors that the modulation itself changes from batch to batch, in place, such as running means. Asked once, when the network is built.</summary>
    /// <param name="device">Where the layer lives; a lone number may stay on the CPU.</param>
    /// <returns>Names and first values; the layer takes them over, saves them, and writes into them when it is loaded. By default none.</returns>
    IReadOnlyList<NamedTensor> CreateBuffers(Device device) => [];

    /// <summary>The softmax head that the signal is read from: the network gets it where <c>WithSoftmaxHead</c> names no other.</summary>
    /// <value>By default null: none is needed.</value>
    SoftmaxHeadOptions? RequiredHead => null;
}
