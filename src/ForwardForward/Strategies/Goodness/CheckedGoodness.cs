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

    /// <summary>∂loss/∂a, of the activations' shape and type.</summary>
    /// <exception cref="InvalidOperationException">The goodness gave something else.</exception>
    public static Tensor PullBackChecked(this IDifferentiableGoodness goodness, Tensor activations, Tensor slope) => Contract.OfSameForm(
        goodness.PullBack(activations, slope), activations, goodness, nameof(IDifferentiableGoodness.PullBack));
}
