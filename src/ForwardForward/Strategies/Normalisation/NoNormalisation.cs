using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Leaves each sample as it is, for comparison.</summary>
/// <remarks>
/// A layer can then read the goodness of the layer before off the length of its input, and need not learn anything of its own
/// (Hinton 2022, section 2.1). The result is a tensor of its own that shares the input's memory.
/// </remarks>
public sealed class NoNormalisation : IRowScaling, IOnnxExportable
{
    /// <inheritdoc/>
    public Tensor Normalise(Tensor input) => Expect.Rows(input).alias();

    /// <inheritdoc/>
    public Tensor Scale(Tensor squaredLengths, long width) => ones_like(Expect.Rows(squaredLengths, [1]));

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) => input;
}
