using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Moves each image by its own whole number of pixels; what comes in from outside repeats the edge.</summary>
internal sealed class PixelShift
{
    private readonly Tensor _rows;
    private readonly Tensor _columns;

    /// <summary>
    /// Draws a shift for each of <paramref name="count"/> images, evenly from −<paramref name="most"/> to <paramref name="most"/> each way.
    /// </summary>
    public PixelShift(long count, int most, Generator generator)
    {
        _rows = TensorCreation.DrawWhole(-most, most + 1, [count, 1], int64, generator);
        _columns = TensorCreation.DrawWhole(-most, most + 1, [count, 1], int64, generator);
    }

    /// <summary>The images moved, <c>[count, channels, height, width]</c>.</summary>
    public Tensor Apply(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        (long count, long channels, long height, long width) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3]);
        Tensor rows = (TensorCreation.Arange(height, int64, CPU) - _rows).AtLeast(0).AtMost(height - 1);
        Tensor columns = (TensorCreation.Arange(width, int64, CPU) - _columns).AtLeast(0).AtMost(width - 1);
        Tensor pixels = rows.unsqueeze(2).Multiply(width).Add(columns.unsqueeze(1)).view(count, 1, height * width).to(images.device);
        Tensor moved = images.flatten(2).gather(2, pixels.expand(count, channels, height * width));
        return moved.view(images.shape).MoveToOuterDisposeScope();
    }
}
