using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A normalisation that multiplies each row by a number that depends on the row's length alone, so that it may be
/// applied to parts of a row.
/// </summary>
internal interface IRowScaling : INormalisation
{
    /// <summary>The factor of each row.</summary>
    /// <param name="squaredLengths">The sum of each row's squares, <c>[rows, 1]</c>.</param>
    /// <param name="width">The number of elements of a row.</param>
    /// <returns>Factors, <c>[rows, 1]</c>.</returns>
    Tensor Scale(Tensor squaredLengths, long width);
}
