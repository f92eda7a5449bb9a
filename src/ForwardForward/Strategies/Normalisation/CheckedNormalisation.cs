using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a normalisation gives, held to its contract.</summary>
internal static class CheckedNormalisation
{
    /// <summary>The rescaled input, of the input's shape and type.</summary>
    /// <exception cref="InvalidOperationException">The normalisation gave something else.</exception>
    public static Tensor Apply(this INormalisation normalisation, Tensor input) =>
        Contract.OfSameForm(normalisation.Normalise(input), input, normalisation, nameof(INormalisation.Normalise));

    /// <summary>As <see cref="Apply"/>, of rows <c>[batch, width]</c>; the result may lie in the work space.</summary>
    public static Tensor ApplyToRows(this INormalisation normalisation, Tensor rows, WorkSpace space) =>
        normalisation is IBorrowingNormalisation borrowing ? borrowing.NormaliseRows(rows, space) : normalisation.Apply(rows);

    /// <summary>The factor of each row, <c>[rows, 1]</c>.</summary>
    /// <exception cref="InvalidOperationException">The scaling gave something else.</exception>
    public static Tensor Factors(this IRowScaling scaling, Tensor squaredLengths, long width) =>
        Contract.OfSameForm(scaling.Scale(squaredLengths, width), squaredLengths, scaling, nameof(IRowScaling.Scale));
}
