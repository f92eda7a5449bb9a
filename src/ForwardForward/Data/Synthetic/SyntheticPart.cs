using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>
/// Makes one part of a procedural dataset on all cores; the result depends on the seed only, not on the number of threads.
/// </summary>
internal static class SyntheticPart
{
    public const int Classes = 10;
    private const int DefaultTrain = 12_000, DefaultTest = 2_000;
    private const int ImageBytes = Raster.Side * Raster.Side;

    /// <summary>A training and a test part that share no random stream.</summary>
    public static ImageDataset Dataset(
        string name, IImageArtist artist, DatasetOptions options, IReadOnlyList<string>? classNames = null)
    {
        TorchRuntime.EnsureLoaded();
        LabelledImages train = Make(artist, options, part: 0, options.Train ?? DefaultTrain);
        try
        {
            return new ImageDataset(
                name, train, Make(artist, options, part: 1, options.Test ?? DefaultTest), validation: null, classNames);
        }
        catch
        {
            train.Dispose();
            throw;
        }
    }

    private static LabelledImages Make(IImageArtist artist, DatasetOptions options, int part, int count)
    {
        long seed = options.Seed;
        long firstStream = (long)part << 40;
        long[] labels = BalancedLabels(count, SplitMix64.Fork(seed, firstStream));
        var pixels = new byte[(long)count * ImageBytes];
        Parallel.For(
            0,
            count,
            new ParallelOptions { CancellationToken = options.Cancellation },
            static () => new Raster(),
            (index, _, raster) =>
            {
                SplitMix64 random = SplitMix64.Fork(seed, firstStream + 1 + index);
                artist.Draw((int)labels[index], random, raster, pixels.AsSpan(index * ImageBytes, ImageBytes));
                return raster;
            },
            static _ => { });

        using DisposeScope scope = NewDisposeScope();
        return new LabelledImages(
            TensorCreation.CopyOf(pixels).view(count, 1, Raster.Side, Raster.Side), TensorCreation.CopyOf(labels), Classes);
    }

    /// <summary>Every class equally often, give or take one, in random order.</summary>
    private static long[] BalancedLabels(int count, SplitMix64 random)
    {
        long[] labels = [.. Enumerable.Range(0, count).Select(index => (long)(index % Classes))];
        for (int index = count - 1; index > 0; index--)
        {
            int other = random.NextInt(index + 1);
            (labels[index], labels[other]) = (labels[other], labels[index]);
        }

        return labels;
    }
}
