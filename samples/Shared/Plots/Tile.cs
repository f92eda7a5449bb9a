using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Samples;

/// <summary>A small picture with a caption.</summary>
/// <param name="Pixels">Red, green and blue by row and column, <c>[height, width, 3]</c>.</param>
/// <param name="Caption">What stands below it.</param>
public sealed record Tile(byte[,,] Pixels, string Caption)
{
    /// <summary>A tile of an image as it is: in colour, or grey.</summary>
    /// <param name="image">One image with values from 0 to 1, <c>[channels, height, width]</c>, of one channel or three.</param>
    /// <param name="caption">What stands below it.</param>
    /// <returns>The tile.</returns>
    public static Tile Of(Tensor image, string caption)
    {
        ArgumentNullException.ThrowIfNull(image);
        using DisposeScope scope = NewDisposeScope();
        (int height, int width) = ((int)image.shape[1], (int)image.shape[2]);
        byte[] values = image.cpu().expand(3, height, width).permute(1, 2, 0).mul(255).round().clamp(0, 255).to(uint8).contiguous()
            .data<byte>().ToArray();
        byte[,,] pixels = new byte[height, width, 3];
        Buffer.BlockCopy(values, 0, pixels, 0, values.Length);
        return new Tile(pixels, caption);
    }
}
