using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>Every layer's products of image and image.</summary>
internal static class LayerGrams
{
    /// <summary>
    /// The centred activations' products, <c>[n, n]</c>, float64, one matrix a layer. Filled block by block, each from two micro-batches of
    /// images, which go through the network again for every block.
    /// </summary>
    public static Tensor[] Of(FFNetwork network, Tensor images, EvaluationOptions options)
    {
        network.CheckImages(images);
        using DisposeScope scope = NewDisposeScope();
        using var noGradient = no_grad();
        long count = images.shape[0];
        Tensor[] grams = [.. network.Layers.Select(_ => TensorCreation.Zeros([count, count], float64, network.Device))];
        // Taken off every row, so that a layer which is the same for all images gives exact zeros;
        // centring makes it no difference to the others.
        Tensor[] first = Rows(network, network.Read(Pixels.Rows(images, 0, 1)));
        long top = 0;
        network.ForEachMicroBatch(images, lower =>
        {
            using DisposeScope perRow = NewDisposeScope();
            Tensor[] rows = Rows(network, lower);
            long left = 0;
            network.ForEachMicroBatch(Pixels.Rows(images, 0, top + lower.shape[0]), upper =>
            {
                options.Cancellation.ThrowIfCancellationRequested();
                using DisposeScope perBlock = NewDisposeScope();
                Tensor[] columns = Rows(network, upper);
                for (int layer = 0; layer < grams.Length; layer++)
                    Fill(grams[layer], top, left, (rows[layer] - first[layer]).mm((columns[layer] - first[layer]).t()));
                left += upper.shape[0];
            });
            top += lower.shape[0];
            options.Progress?.Report((double)top / count);
        });
        foreach (Tensor gram in grams)
            Centre(gram);
        return [.. grams.Select(gram => gram.MoveToOuterDisposeScope())];
    }

    private static Tensor[] Rows(FFNetwork network, Tensor images) => [.. LayerPass.Through(network, images).Select(pass => pass.Rows())];

    private static void Fill(Tensor gram, long top, long left, Tensor block)
    {
        gram.narrow(0, top, block.shape[0]).narrow(1, left, block.shape[1]).copy_(block);
        gram.narrow(0, left, block.shape[1]).narrow(1, top, block.shape[0]).copy_(block.t());
    }

    private static void Centre(Tensor gram)
    {
        Tensor means = gram.mean([0], keepdim: true);
        gram.sub_(means).sub_(means.t()).AddInPlace(means.mean());
    }
}
