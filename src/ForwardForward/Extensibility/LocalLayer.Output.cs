using System.Runtime.InteropServices;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <content>What a layer gives, held to what its definition says.</content>
public abstract partial class LocalLayer
{
    /// <summary>The shape of one output sample, as the layer's definition states it; null for a layer outside of a network.</summary>
    internal IReadOnlyList<long>? OutputShape { get; set; }

    /// <summary>
    /// As <see cref="Forward(LayerInput)"/>, whatever a layer overrides: held to the layer's shape, and explained where it fails.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer gave other rows, or failed; the message names it.</exception>
    internal Tensor Pass(LayerInput input)
    {
        try
        {
            return CheckOutput(Forward(input), input, nameof(Forward));
        }
        catch (ExternalException cause)
        {
            throw Explain(cause, input.Samples);
        }
    }

    /// <summary>The goodness of what <see cref="Pass"/> gives, where nothing else is asked of it.</summary>
    /// <exception cref="InvalidOperationException">The layer gave other rows, or failed; the message names it.</exception>
    internal Tensor PassAndMeasure(LayerInput input)
    {
        using DisposeScope scope = NewDisposeScope();
        try
        {
            return MeasureInput(input).MoveToOuterDisposeScope();
        }
        catch (ExternalException cause)
        {
            throw Explain(cause, input.Samples);
        }
    }

    /// <summary>As <see cref="PassAndMeasure"/>; a layer that measures without writing its activations overrides it.</summary>
    private protected virtual Tensor MeasureInput(LayerInput input)
    {
        Tensor activations = Pass(input), goodness = Measure(activations).clone(); // It may be a view of activations that are freed.
        input.Space.TakeBack(activations);
        return goodness;
    }

    /// <summary>Activations with a row for each of the input's, of the shape that the layer's definition states.</summary>
    /// <exception cref="InvalidOperationException">They are not; the message names the layer's type and the member.</exception>
    internal Tensor CheckOutput(Tensor? activations, LayerInput input, string member)
    {
        bool fits = activations is { is_sparse: false } && activations.is_floating_point() && activations.ndim >= 2
            && activations.size(0) == input.Count && activations.numel() > 0 && HasOutputShape(activations);
        return fits
            ? activations!
            : throw Contract.Broken(
                activations, input.Samples, this, member,
                $"a row of floating-point numbers for each of {input.Count}, "
                    + $"[{input.Count}, {(OutputShape is null ? "…" : string.Join(", ", OutputShape))}]");
    }

    private bool HasOutputShape(Tensor activations)
    {
        if (OutputShape is null)
            return true;
        if (activations.ndim != OutputShape.Count + 1)
            return false;
        for (int dimension = 0; dimension < OutputShape.Count; dimension++)
            if (activations.size(dimension + 1) != OutputShape[dimension])
                return false;
        return true;
    }

    /// <summary>Says which layer failed, and on what, where libtorch says only why.</summary>
    private InvalidOperationException Explain(ExternalException cause, Tensor rows)
    {
        string why = cause.Message.Split("Exception raised from")[0].ReplaceLineEndings(" ").Trim();
        return new InvalidOperationException(
            $"{Name} failed on {Expect.Describe(rows)}: {why} "
            + "Look at what the layer's normalisation, goodness, loss, modulation and context give: shapes, types and devices must fit.",
            cause);
    }
}
