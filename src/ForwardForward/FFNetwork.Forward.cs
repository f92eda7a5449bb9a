using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>How images go through the layers.</content>
public sealed partial class FFNetwork
{
    /// <summary>Hands out images in portions, on the network's device, without recording gradients. A portion is gone after its use.</summary>
    internal void ForEachChunk(Tensor images, Action<Tensor> use)
    {
        CheckImages(images);
        using var still = no_grad();
        for (long start = 0; start < images.shape[0]; start += ChunkRows)
        {
            using Tensor rows = images.narrow(0, start, Math.Min(ChunkRows, images.shape[0] - start)), chunk = rows.to(Device);
            use(chunk);
        }
    }

    /// <summary>Maps images in portions and joins the results; nothing else of a portion outlives it.</summary>
    internal Tensor MapChunks(Tensor images, Func<Tensor, Tensor> map)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> results = [];
        ForEachChunk(images, chunk =>
        {
            using DisposeScope ofChunk = NewDisposeScope();
            results.Add(map(chunk).MoveToOuterDisposeScope());
        });
        return cat(results, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Every layer's activations of images with the neutral label.</summary>
    internal List<Tensor> ForwardNeutral(Tensor images) => Forward(EmbedNeutral(images));

    /// <summary>Every layer's activations of images that all show one label.</summary>
    internal List<Tensor> ForwardShowing(Tensor images, int label) => Forward(EmbedLabel(images, label));

    /// <summary>Images with the neutral label.</summary>
    internal Tensor EmbedNeutral(Tensor images) =>
        ReadsPlainImages ? images : Definition.LabelEmbedding.EmbedNeutral(images, Definition.Classes);

    /// <summary>Whether images go to the layers as they are, and one pass scores every class.</summary>
    internal bool ReadsPlainImages => Definition.LearnsFrom != TrainingExamples.PositivesAndNegatives;

    private Tensor[] ScoreChunk(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        if (ReadsPlainImages)
            return [.. _layers.Zip(Forward(images), (layer, activations) => layer.Score(activations).MoveToOuterDisposeScope())];
        List<Tensor>[] columns = [.. _layers.Select(_ => new List<Tensor>())];
        foreach (Tensor first in FirstActivations(images))
        {
            using DisposeScope ofLabel = NewDisposeScope();
            List<Tensor> activations = ForwardFromSecond(first);
            for (int layer = 0; layer < _layers.Length; layer++)
                columns[layer].Add(_layers[layer].Measure(activations[layer]).MoveToOuterDisposeScope());
            first.Dispose();
        }
        return [.. columns.Select(column => stack(column, 1).MoveToOuterDisposeScope())];
    }

    /// <summary>Every layer's activations of what the first layer takes.</summary>
    internal List<Tensor> Forward(Tensor embedded) => ForwardFromSecond(_layers[0].ForwardNamed(embedded));

    /// <summary>The images apart from the labels that they will show, where the first layer can use that; else null.</summary>
    internal OverlaidImages? Overlay(Tensor images) => Definition.LabelEmbedding is IPixelOverlay overlay && _layers[0] is DenseLayer { TakesOverlaidImages: true }
        ? OverlaidImages.Create(overlay, images, Definition.Classes)
        : null;

    /// <summary>The first layer's activations under every label in turn.</summary>
    private IEnumerable<Tensor> FirstActivations(Tensor images)
    {
        if (Overlay(images) is { } overlaid)
            return ((DenseLayer)_layers[0]).ForwardEveryLabel(((DenseLayer)_layers[0]).Scale(overlaid));
        return Enumerable.Range(0, Definition.Classes).Select(label => FirstActivations(images, label));
    }

    private Tensor FirstActivations(Tensor images, int label)
    {
        using DisposeScope scope = NewDisposeScope();
        return _layers[0].ForwardNamed(EmbedLabel(images, label)).MoveToOuterDisposeScope();
    }

    private List<Tensor> ForwardFromSecond(Tensor first)
    {
        List<Tensor> activations = [first];
        foreach (LocalLayer layer in _layers.Skip(1))
            activations.Add(layer.ForwardNamed(activations[^1]));
        return activations;
    }

    private Tensor EmbedLabel(Tensor images, int label)
    {
        using Tensor labels = full([images.shape[0]], label, int64, images.device);
        return Definition.LabelEmbedding.Embed(images, labels, Definition.Classes);
    }
}
