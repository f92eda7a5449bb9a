using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Rows of one class should point the same way, of two classes other ways: the loss of <see cref="SupervisedContrastOptions"/>.
/// </summary>
internal static class SupervisedContrast
{
    private const double Epsilon = 1e-5;
    private const double LeastLength = 1e-12;
    private const double Never = -1e9; // Of a row with itself. Unlike −∞ it leaves numbers, also of a single row.

    /// <summary>
    /// The loss, and its gradient: with Dᵢⱼ = (softmaxᵢⱼ − [j ∈ Pᵢ] / |Pᵢ|) / (N · τ), 0 for a row without partner, ∂L/∂U = (D + Dᵀ) · U,
    /// and ∂L/∂bᵢ = (∂L/∂uᵢ − uᵢ ⟨uᵢ, ∂L/∂uᵢ⟩) / ‖bᵢ‖ for b, the rows with each column standardised.
    /// </summary>
    /// <param name="rows">One row an image, <c>[n, dimensions]</c>.</param>
    /// <param name="labels">Their classes, <c>[n]</c>.</param>
    /// <param name="temperature">τ.</param>
    public static (Tensor Loss, Tensor Gradient) Measure(Tensor rows, Tensor labels, double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        long count = rows.size(0);
        (Tensor columns, Tensor deviations) = Standardise(rows, 0);
        Tensor lengths = columns.Square().sum([1], keepdim: true).sqrt_().AtLeast(LeastLength), units = columns / lengths;
        Tensor self = TensorCreation.Identity(count, ScalarType.Bool, rows.device);
        Tensor logarithms = units.mm(units.t()).Divide(temperature).MaskedFill(self, Never).log_softmax(1);
        Tensor isPartner = labels.unsqueeze(1).eq(labels).logical_and(self.logical_not());
        Tensor partners = isPartner.to(rows.dtype), numbers = partners.sum([1], keepdim: true);
        Tensor target = partners / numbers.AtLeast(1);
        Tensor loss = (target * logarithms).sum([0, 1]).Divide(-count);

        Tensor distance = (logarithms.exp() - target).Divide(count * temperature) * numbers.AtMost(1);
        Tensor ofUnits = distance.Add(distance.t()).mm(units);
        Tensor ofColumns = (ofUnits - (units * (units * ofUnits).sum([1], keepdim: true))) / lengths;
        return (loss.MoveToOuterDisposeScope(), PullBack(columns, deviations, ofColumns, 0).MoveToOuterDisposeScope());
    }

    /// <summary>Values with mean 0 and deviation 1 along a dimension, and what they were divided by: √(variance + 10⁻⁵).</summary>
    public static (Tensor Standardised, Tensor Deviations) Standardise(Tensor values, long dimension)
    {
        Tensor centred = values - values.mean([dimension], keepdim: true);
        Tensor deviations = centred.Square().mean([dimension], keepdim: true).AddInPlace(Epsilon).sqrt_();
        return (centred / deviations, deviations);
    }

    /// <summary>From ∂loss/∂standardised to ∂loss/∂values.</summary>
    public static Tensor PullBack(Tensor standardised, Tensor deviations, Tensor slope, long dimension)
    {
        Tensor along = standardised * (slope * standardised).mean([dimension], keepdim: true);
        return (slope - slope.mean([dimension], keepdim: true) - along) / deviations;
    }
}
