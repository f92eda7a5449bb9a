using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What a layer gives, held to the contract of <see cref="LocalLayer"/>.</summary>
internal static class LayerOutput
{
    /// <summary>Activations with a row for each of the input's, of the shape that the layer's definition states.</summary>
    /// <exception cref="InvalidOperationException">They are not.</exception>
    public static Tensor Check(Tensor? activations, LayerInput input, LocalLayer layer, string member)
    {
        bool fits = activations is { is_sparse: false } && activations.is_floating_point() && activations.ndim >= 2
            && activations.size(0) == input.Count && activations.numel() > 0 && HasShape(activations, layer.OutputShape);
        return fits
            ? activations!
            : throw Contract.Broken(
                activations, input.Samples, layer, member,
                $"a row of floating-point numbers for each of {input.Count}, "
                    + $"[{input.Count}, {(layer.OutputShape is null ? "…" : string.Join(", ", layer.OutputShape))}]");
    }

    private static bool HasShape(Tensor activations, IReadOnlyList<long>? shape)
    {
        if (shape is null)
            return true;
        if (activations.ndim != shape.Count + 1)
            return false;
        for (int dimension = 0; dimension < shape.Count; dimension++)
            if (activations.size(dimension + 1) != shape[dimension])
                return false;
        return true;
    }
}
