using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Samples;

/// <summary>A small picture with a caption.</summary>
/// <param name="Pixels">Red, green and blue by row and column, <c>[height, width, 3]</c>.</param>
/// <param name="Caption">What stands below it.</param>
public sealed record Tile(byte[,,] Pixels, string Caption)
{
    /// <summary>A tile of an image as it is: in colour, or grey.</summary>
    /// <param name="image">One image, <c>[channels, height, width]</c>, of one channel or three: bytes, or values from 0 to 1.</param>
    /// <param name="caption">What stands below it.</param>
    /// <param name="inverted">Whether light becomes dark, as ink on paper. The default is false.</param>
    /// <returns>The tile.</returns>
    public static Tile Of(Tensor image, string caption, bool inverted = false)
    {
        ArgumentNullException.ThrowIfNull(image);
        using DisposeScope scope = NewDisposeScope();
        (int height, int width) = ((int)image.shape[1], (int)image.shape[2]);
        Tensor shades = image.dtype == ScalarType.Byte ? image : image.mul(255).round().clamp(0, 255).to(uint8);
        Tensor shown = inverted ? shades.bitwise_not() : shades;
        byte[] values = shown.cpu().expand(3, height, width).permute(1, 2, 0).contiguous().data<byte>().ToArray();
        byte[,,] pixels = new byte[height, width, 3];
        Buffer.BlockCopy(values, 0, pixels, 0, values.Length);
        return new Tile(pixels, caption);
    }
}
