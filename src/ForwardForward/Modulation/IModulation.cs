using ForwardForward.Readout;
using static TorchSharp.torch;

namespace ForwardForward.Modulation;

/// <summary>
/// The third factor of learning: rescales a layer's goodness by a signal from outside the layer, as a neuromodulator would, before
/// the loss looks at it.
/// </summary>
/// <remarks>
/// An instance belongs to one layer and may keep state between calls; the builder takes a factory and asks it once a layer. It takes
/// part in training only: labels are scored with the goodness as it is. One that implements <see cref="IDisposable"/> is disposed with its
/// layer. <see cref="SignalModulation"/> is the usual base: it leaves only the signal to be stated.
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
    /// <returns>Names and first values; the layer takes them over. By default none.</returns>
    IReadOnlyList<KeyValuePair<string, Tensor>> CreateParameters(Device device) => [];

    /// <summary>The softmax head that the signal is read from: the network gets it where <c>WithSoftmaxHead</c> names no other.</summary>
    /// <value>By default null: none is needed.</value>
    SoftmaxHeadOptions? RequiredHead => null;
}
