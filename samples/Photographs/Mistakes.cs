using System.Globalization;
using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Samples.Photographs;

/// <summary>The images that a network is surest of, and takes for something else.</summary>
internal static class Mistakes
{
    /// <summary>The worst first, each with its class, what it is taken for, and how sure the network is.</summary>
    public static IReadOnlyList<Tile> FindWorst(FFNetwork network, LabelledImages images, int atMost)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor sureness, Tensor predicted) = network.PredictProbabilities(images.Images).cpu().max(1);
        float[] sure = sureness.data<float>().ToArray();
        long[] taken = predicted.data<long>().ToArray(), truth = images.Labels.cpu().data<long>().ToArray();
        return
        [
            .. Enumerable.Range(0, images.Count).Where(index => taken[index] != truth[index])
                .OrderByDescending(index => sure[index]).Take(atMost)
                .Select(index => Tile.Of(
                    images.Images[index],
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{network.NameOf(truth[index])} → {network.NameOf(taken[index])}, {100 * sure[index]:F0} %"))),
        ];
    }
}
