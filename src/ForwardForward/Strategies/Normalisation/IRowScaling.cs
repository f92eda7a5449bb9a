using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A normalisation that multiplies each row by a number which depends on the row's length alone. It may be applied to parts of a row,
/// so a dense layer can multiply an image once for all labels that it shows (<see cref="ILabelOverlay"/>).
/// </summary>
public interface IRowScaling : INormalisation
{
    /// <summary>The factor of each row: <c>Normalise(row) = row · factor</c>.</summary>
    /// <param name="squaredLengths">The sum of each row's squares, <c>[rows, 1]</c>.</param>
    /// <param name="width">The number of elements of a row.</param>
    /// <returns>Factors, <c>[rows, 1]</c>.</returns>
    Tensor Scale(Tensor squaredLengths, long width);
}
