using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a goodness gives, held to its contract.</summary>
internal static class CheckedGoodness
{
    /// <summary>One value a sample, <c>[batch]</c>.</summary>
    /// <exception cref="InvalidOperationException">The goodness gave something else.</exception>
    public static Tensor MeasureChecked(this IGoodness goodness, Tensor activations) =>
        Contract.OneNumberARow(goodness.Measure(Expect.Rows(activations)), activations, goodness, nameof(IGoodness.Measure));

    /// <inheritdoc cref="MeasureChecked(IGoodness, Tensor)"/>
    public static Tensor MeasureChecked(this ILengthGoodness goodness, Tensor squaredLengths, long width) => Contract.OfSameForm(
        goodness.Measure(squaredLengths, width), squaredLengths, goodness, nameof(ILengthGoodness.Measure));

    /// <summary>∂g/∂‖a‖², one value a sample, <c>[batch]</c>.</summary>
    /// <exception cref="InvalidOperationException">The goodness gave something else.</exception>
    public static Tensor SlopeChecked(this ILengthGoodness goodness, Tensor squaredLengths, long width) => Contract.OfSameForm(
        goodness.Slope(squaredLengths, width), squaredLengths, goodness, nameof(ILengthGoodness.Slope));

    /// <summary>∂loss/∂a, of the activations' shape and type.</summary>
    /// <exception cref="InvalidOperationException">The goodness gave something else.</exception>
    public static Tensor PullBackChecked(this IDifferentiableGoodness goodness, Tensor activations, Tensor slope) => Contract.OfSameForm(
        goodness.PullBack(activations, slope), activations, goodness, nameof(IDifferentiableGoodness.PullBack));
}
