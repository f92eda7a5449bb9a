using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The third factor of learning: rescales a layer's goodness by a signal from outside the layer, as a neuromodulator would, before
/// the loss looks at it.
/// </summary>
/// <remarks>
/// A modulation is settings and a function of tensors: one instance serves every layer of a network. What it learns or remembers are named
/// tensors, which each layer creates by <see cref="CreateParameters"/> and <see cref="CreateBuffers"/>, keeps, saves, and hands back as
/// <see cref="ModulationContext.KeptTensors"/>. It takes part in training only: labels are scored with the goodness as it is.
/// <see cref="SignalModulation"/> is the usual base: it leaves only the signal to be stated.
/// </remarks>
public interface IModulation
{
    /// <summary>Modulates the goodness of a batch.</summary>
    /// <param name="goodness">The layer's goodness, <c>[rows]</c>; positive rows first.</param>
    /// <param name="context">The labels, what the rest of the network makes of the same rows, and the tensors that the layer keeps.</param>
    /// <returns>Modulated goodness, <c>[rows]</c>, made of differentiable operations on <paramref name="goodness"/>.</returns>
    Tensor Modulate(Tensor goodness, ModulationContext context);

    /// <summary>Creates the tensors that a layer's optimizer learns for the modulation. Asked once for each layer.</summary>
    /// <param name="device">Where the layer lives.</param>
    /// <returns>
    /// New tensors with their names and first values, floating-point and contiguous; the layer owns them. By default none.
    /// </returns>
    IReadOnlyList<NamedTensor> CreateParameters(Device device) => [];

    /// <summary>
    /// Creates the tensors that the modulation itself changes from batch to batch, in place, such as running means.
    /// Asked once for each layer.
    /// </summary>
    /// <param name="device">Where the layer lives; a lone number may stay on the CPU.</param>
    /// <returns>New tensors with their names and first values; the layer owns and saves them. By default none.</returns>
    IReadOnlyList<NamedTensor> CreateBuffers(Device device) => [];

    /// <summary>The softmax head that the signal is read from: the network gets it where <c>WithSoftmaxHead</c> names no other.</summary>
    /// <value>By default null: none is needed.</value>
    SoftmaxHeadOptions? RequiredHead => null;

    /// <summary>
    /// Whether the modulation may ask its context for what other layers make of the batch. Where none does, training forgets the
    /// activations of a layer as soon as the next one has learned from them.
    /// </summary>
    /// <value>By default true.</value>
    bool AsksOtherLayers => true;
}
