using System.Globalization;

namespace ForwardForward.Runtime;

/// <summary>The sizes of a matrix product, <c>[rows, inner] · [inner, columns]</c>.</summary>
/// <param name="Kind">Which of a layer's products it is: "forward" or "gradient".</param>
/// <param name="Rows">The rows of the result.</param>
/// <param name="Inner">How many products each value of the result sums.</param>
/// <param name="Columns">The columns of the result.</param>
internal readonly record struct ProductShape(string Kind, long Rows, long Inner, long Columns)
{
    public long Multiplications => Rows * Inner * Columns;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Rows}×{Inner}×{Columns}");
}
