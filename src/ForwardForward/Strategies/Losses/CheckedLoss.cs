using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a loss gives, held to its contract.</summary>
internal static class CheckedLoss
{
    /// <summary>A scalar <c>[]</c>.</summary>
    /// <exception cref="InvalidOperationException">The loss gave something else.</exception>
    public static Tensor LossChecked(this IContrastiveLoss loss, Tensor positive, Tensor negative) =>
        Contract.Scalar(loss.Loss(positive, negative), positive, loss, nameof(IContrastiveLoss.Loss));

    /// <summary>A scalar <c>[]</c>.</summary>
    /// <exception cref="InvalidOperationException">The loss gave something else.</exception>
    public static Tensor LossChecked(this IClassLoss loss, Tensor goodness, Tensor labels) =>
        Contract.Scalar(loss.Loss(goodness, labels), goodness, loss, nameof(IClassLoss.Loss));

    /// <summary>A scalar <c>[]</c>, and a slope for each goodness.</summary>
    /// <exception cref="InvalidOperationException">The loss gave something else.</exception>
    public static (Tensor Loss, Tensor Positive, Tensor Negative) DifferentiateChecked(
        this IDifferentiableContrastiveLoss loss, Tensor positive, Tensor negative)
    {
        const string Member = nameof(IDifferentiableContrastiveLoss.Differentiate);
        (Tensor value, Tensor ofPositive, Tensor ofNegative) = loss.Differentiate(positive, negative);
        return (
            Contract.Scalar(value, positive, loss, Member), Contract.OfSameForm(ofPositive, positive, loss, Member),
            Contract.OfSameForm(ofNegative, negative, loss, Member));
    }

    /// <summary>A scalar <c>[]</c>, and a slope for each class's goodness.</summary>
    /// <exception cref="InvalidOperationException">The loss gave something else.</exception>
    public static (Tensor Loss, Tensor Slope) DifferentiateChecked(this IDifferentiableClassLoss loss, Tensor goodness, Tensor labels)
    {
        const string Member = nameof(IDifferentiableClassLoss.Differentiate);
        (Tensor value, Tensor slope) = loss.Differentiate(goodness, labels);
        return (Contract.Scalar(value, goodness, loss, Member), Contract.OfSameForm(slope, goodness, loss, Member));
    }
}
