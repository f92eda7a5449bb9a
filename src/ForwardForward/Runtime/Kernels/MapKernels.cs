using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>
/// What a convolutional layer does to its maps after the convolution, in one pass over memory: float32 maps on the CPU whose channels lie
/// side by side (<see cref="MapFormat.ChannelsLast"/>).
/// </summary>
/// <remarks>Places that fill no square any more, at the right and lower edges, are left out of the pooled map.</remarks>
internal static class MapKernels
{
    /// <summary>Whether the kernels take a map, <c>[n, channels, height, width]</c>.</summary>
    public static bool Take(Tensor map)
    {
        using Tensor places = Places(map);
        return FusedWork.Takes(places);
    }

    /// <summary>
    /// Rectifies a map and pools its squares, <c>[n, channels, height / side, width / side]</c>. A map that the kernels do not take goes
    /// through libtorch, which may record it, and is overwritten.
    /// </summary>
    /// <param name="map"><c>[n, channels, height, width]</c>.</param>
    /// <param name="pooling">How.</param>
    /// <param name="space">Where the result may lie.</param>
    public static Tensor RectifyAndPool(Tensor map, Pooling pooling, WorkSpace space)
    {
        if (!Take(map))
            return PoolByLibtorch(map.relu_(), pooling);
        PooledShape shape = new(map, pooling.Side);
        Tensor pooled = space.BorrowMap(shape.Images, shape.Channels, shape.PooledHeight, shape.PooledWidth);
        using Tensor places = Places(map), pooledPlaces = Places(pooled);
        FusedWork.ForRows(shape.Images, shape.ValuesOfAnImage, (_, start, end) =>
        {
            ReadOnlySpan<float> read = FusedWork.Numbers(places);
            Span<float> written = FusedWork.Numbers(pooledPlaces);
            for (int square = start * shape.Squares; square < end * shape.Squares; square++)
            {
                Span<float> result = written.Slice(square * shape.Channels, shape.Channels);
                result.Clear();
                for (int row = 0; row < pooling.Side; row++)
                    for (int column = 0; column < pooling.Side; column++)
                    {
                        ReadOnlySpan<float> place = read.Slice(shape.Place(square, row, column), shape.Channels);
                        if (pooling.IsMaximum)
                            MapArithmetic.Raise(result, place);
                        else
                            MapArithmetic.AddRectified(result, place, pooling.Share);
                    }
            }
        });
        return pooled;
    }

    /// <summary>The way back from a pooled map: what stands in the map becomes ∂loss/∂map.</summary>
    /// <param name="map">What <see cref="RectifyAndPool"/> read, <c>[n, channels, height, width]</c>; it is overwritten.</param>
    /// <param name="pooled">What it gave.</param>
    /// <param name="gradient">∂loss/∂pooled.</param>
    /// <param name="pooling">How it was pooled.</param>
    public static void GoBack(Tensor map, Tensor pooled, Tensor gradient, Pooling pooling)
    {
        PooledShape shape = new(map, pooling.Side);
        using Tensor aligned = MapFormat.ChannelsLast(gradient);
        using Tensor places = Places(map), pooledPlaces = Places(pooled), gradients = Places(aligned);
        FusedWork.ForRows(shape.Images, shape.ValuesOfAnImage, (_, start, end) =>
        {
            Span<float> overwritten = FusedWork.Numbers(places);
            ReadOnlySpan<float> largest = FusedWork.Numbers(pooledPlaces), slopes = FusedWork.Numbers(gradients);
            Span<float> left = new float[shape.Channels];
            for (int image = start; image < end; image++)
                shape.ClearEdges(overwritten, image);
            for (int square = start * shape.Squares; square < end * shape.Squares; square++)
            {
                int at = square * shape.Channels;
                ReadOnlySpan<float> slope = slopes.Slice(at, shape.Channels);
                slope.CopyTo(left);
                for (int row = 0; row < pooling.Side; row++)
                    for (int column = 0; column < pooling.Side; column++)
                    {
                        Span<float> place = overwritten.Slice(shape.Place(square, row, column), shape.Channels);
                        if (pooling.IsMaximum)
                            MapArithmetic.HandToLargest(place, largest.Slice(at, shape.Channels), left);
                        else
                            MapArithmetic.HandToRectified(place, slope, pooling.Share);
                    }
            }
        });
    }

    private static Tensor PoolByLibtorch(Tensor rectified, Pooling pooling) => pooling.Side == 1 ? rectified
        : pooling.IsMaximum ? nn.functional.max_pool2d(rectified, pooling.Side)
        : nn.functional.avg_pool2d(rectified, pooling.Side);

    private static Tensor Places(Tensor map) => map.permute(0, 2, 3, 1).DetachFromDisposeScope();

    /// <summary>Where the places of a map's squares lie, in numbers from its first.</summary>
    private sealed class PooledShape(Tensor map, int side)
    {
        private readonly int _height = (int)map.size(2);
        private readonly int _width = (int)map.size(3);

        public int Images { get; } = (int)map.size(0);

        public int Channels { get; } = (int)map.size(1);

        public int PooledHeight => _height / side;

        public int PooledWidth => _width / side;

        /// <summary>The squares of an image.</summary>
        public int Squares => PooledHeight * PooledWidth;

        public int ValuesOfAnImage => _height * _width * Channels;

        /// <summary>Where a place of a square begins, both counted from the upper left.</summary>
        public int Place(int square, int row, int column)
        {
            (int image, int within) = Math.DivRem(square, Squares);
            (int down, int right) = Math.DivRem(within, PooledWidth);
            return (image * ValuesOfAnImage) + ((((((down * side) + row) * _width) + (right * side) + column)) * Channels);
        }

        /// <summary>Sets the places that are in no square to 0.</summary>
        public void ClearEdges(Span<float> places, int image)
        {
            Span<float> own = places.Slice(image * ValuesOfAnImage, ValuesOfAnImage);
            int covered = PooledWidth * side * Channels, line = _width * Channels;
            for (int row = 0; row < PooledHeight * side && covered < line; row++)
                own[((row * line) + covered)..((row + 1) * line)].Clear();
            own[(PooledHeight * side * line)..].Clear();
        }
    }
}
