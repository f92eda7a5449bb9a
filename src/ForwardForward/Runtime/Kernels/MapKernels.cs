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
    /// <param name="map">The map.</param>
    /// <param name="channels">Where it is yet to be convolved to so many channels: whether they take what comes out too.</param>
    public static bool Takes(Tensor map, long channels = 1)
    {
        using Tensor places = Places(map);
        return FusedWork.Takes(places) && map.NumberOfElements / map.size(1) * channels <= FusedWork.MostValues;
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
        if (!Takes(map))
            return PoolByLibtorch(map.relu_(), pooling);
        PooledShape shape = new(map, pooling.Side);
        Tensor pooled = space.BorrowMap(shape.Images, shape.Channels, shape.PooledHeight, shape.PooledWidth);
        using Tensor places = Places(map), pooledPlaces = Places(pooled);
        FusedWork.ForRows(shape.PooledLines, shape.ValuesOfAPooledLine, (_, start, end) =>
        {
            ReadOnlySpan<float> read = FusedWork.Numbers(places);
            Span<float> written = FusedWork.Numbers(pooledPlaces);
            for (int square = start * shape.PooledWidth; square < end * shape.PooledWidth; square++)
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
    /// <param name="gradient">∂loss/∂pooled, of its shape and type.</param>
    /// <param name="pooling">How it was pooled.</param>
    public static void GoBack(Tensor map, Tensor pooled, Tensor gradient, Pooling pooling)
    {
        PooledShape shape = new(map, pooling.Side);
        using Tensor aligned = MapFormat.ChannelsLast(gradient);
        using Tensor places = Places(map), pooledPlaces = Places(pooled), gradients = Places(aligned);
        FusedWork.ForRows(shape.PooledLines, shape.ValuesOfAPooledLine, (_, start, end) =>
        {
            Span<float> overwritten = FusedWork.Numbers(places);
            ReadOnlySpan<float> largest = FusedWork.Numbers(pooledPlaces), slopes = FusedWork.Numbers(gradients);
            Span<float> remaining = new float[shape.Channels];
            for (int line = start; line < end; line++)
                shape.ClearEdges(overwritten, line);
            for (int square = start * shape.PooledWidth; square < end * shape.PooledWidth; square++)
            {
                int at = square * shape.Channels;
                ReadOnlySpan<float> slope = slopes.Slice(at, shape.Channels);
                slope.CopyTo(remaining);
                for (int row = 0; row < pooling.Side; row++)
                    for (int column = 0; column < pooling.Side; column++)
                    {
                        Span<float> place = overwritten.Slice(shape.Place(square, row, column), shape.Channels);
                        if (pooling.IsMaximum)
                            MapArithmetic.HandToLargest(place, largest.Slice(at, shape.Channels), remaining);
                        else
                            MapArithmetic.HandToRectified(place, slope, pooling.Share);
                    }
            }
        });
    }

    /// <summary>
    /// Brings each group of channels of each image to mean 0 and deviation 1, (x − mean) / (deviation + ε), in memory of its own.
    /// </summary>
    /// <param name="map">What <see cref="Takes"/> lets through, <c>[n, channels, height, width]</c>.</param>
    /// <param name="groups">How many; they divide the channels.</param>
    /// <param name="epsilon">ε.</param>
    public static Tensor Standardise(Tensor map, int groups, double epsilon)
    {
        (int images, int channels, int places) = ((int)map.size(0), (int)map.size(1), (int)(map.size(2) * map.size(3)));
        Tensor standardised = WorkSpace.None.BorrowMap(images, channels, map.size(2), map.size(3));
        using Tensor from = Places(map), to = Places(standardised);
        FusedWork.ForRows(images, places * channels, (_, start, end) =>
        {
            Span<float> means = new float[channels], deviations = new float[channels];
            for (int image = start; image < end; image++)
            {
                ReadOnlySpan<float> read = FusedWork.Numbers(from).Slice(image * places * channels, places * channels);
                Span<float> written = FusedWork.Numbers(to).Slice(image * places * channels, places * channels);
                means.Clear();
                deviations.Clear();
                for (int place = 0; place < read.Length; place += channels)
                    RowArithmetic.Add(read.Slice(place, channels), means);
                MapArithmetic.ShareMeans(means, groups, places);
                for (int place = 0; place < read.Length; place += channels)
                    MapArithmetic.AddSquaredDistance(deviations, read.Slice(place, channels), means);
                MapArithmetic.ShareMeans(deviations, groups, places);
                for (int channel = 0; channel < channels; channel++)
                    deviations[channel] = MathF.Sqrt(deviations[channel]) + (float)epsilon;
                read.CopyTo(written);
                for (int place = 0; place < read.Length; place += channels)
                    RowArithmetic.Standardise(means, deviations, written.Slice(place, channels));
            }
        });
        return standardised;
    }

    private static Tensor PoolByLibtorch(Tensor rectified, Pooling pooling) => pooling.Side == 1 ? rectified
        : pooling.IsMaximum ? nn.functional.max_pool2d(rectified, pooling.Side)
        : nn.functional.avg_pool2d(rectified, pooling.Side);

    private static Tensor Places(Tensor map) => map.permute(0, 2, 3, 1).DetachFromDisposeScope();

    /// <summary>Where the places of a map's squares lie, in numbers from its first.</summary>
    private sealed class PooledShape(Tensor map, int side)
    {
        private readonly int _height = (int)map.size(2);
        private readonly int _line = (int)(map.size(3) * map.size(1));

        public int Images { get; } = (int)map.size(0);

        public int Channels { get; } = (int)map.size(1);

        public int PooledHeight { get; } = (int)map.size(2) / side;

        public int PooledWidth { get; } = (int)map.size(3) / side;

        /// <summary>The lines of the pooled map, of all images.</summary>
        public int PooledLines => Images * PooledHeight;

        /// <summary>The numbers of the map that one of them is made of.</summary>
        public int ValuesOfAPooledLine => side * _line;

        /// <summary>Where a place of a square begins; row and column are counted from the square's upper left.</summary>
        public int Place(int square, int row, int column)
        {
            (int pooledLine, int right) = Math.DivRem(square, PooledWidth);
            return ((FirstLine(pooledLine) + row) * _line) + (((right * side) + column) * Channels);
        }

        /// <summary>Sets the places beside and below the squares of a pooled line, which are in none, to 0.</summary>
        public void ClearEdges(Span<float> places, int pooledLine)
        {
            int first = FirstLine(pooledLine), covered = PooledWidth * side * Channels;
            for (int line = first; line < first + side; line++)
                places.Slice(line * _line, _line)[covered..].Clear();
            if ((pooledLine + 1) % PooledHeight == 0)
                places.Slice((first + side) * _line, (_height - (PooledHeight * side)) * _line).Clear();
        }

        /// <summary>The map's line, of all images, that a pooled line begins with.</summary>
        private int FirstLine(int pooledLine)
        {
            (int image, int down) = Math.DivRem(pooledLine, PooledHeight);
            return (image * _height) + (down * side);
        }
    }
}
