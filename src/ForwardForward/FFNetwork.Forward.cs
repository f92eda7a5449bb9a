using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>How images go through the layers.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// Hands out images in micro-batches, on the network's device, without recording gradients. A micro-batch is gone after its use.
    /// </summary>
    internal void ForEachMicroBatch(Tensor images, Action<Tensor> use)
    {
        ArgumentNullException.ThrowIfNull(images);
        using Lifetime.Use held = Lifetime.Enter(), heldImages = Lifetime.EnterOwnerOf(images);
        CheckImages(images);
        using var recordNothing = no_grad();
        for (long start = 0; start < images.shape[0]; start += MicroBatchRows)
        {
            using Tensor rows = images.narrow(0, start, Math.Min(MicroBatchRows, images.shape[0] - start)), part = rows.to(Device);
            use(part);
        }
    }

    /// <summary>Maps images in micro-batches and joins the results; nothing else of a micro-batch outlives it.</summary>
    internal Tensor MapMicroBatches(Tensor images, Func<Tensor, Tensor> map)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> results = [];
        ForEachMicroBatch(images, part =>
        {
            using DisposeScope partScope = NewDisposeScope();
            results.Add(map(part).MoveToOuterDisposeScope());
        });
        return cat(results, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Every layer's activations of images with the neutral label.</summary>
    internal List<Tensor> ForwardNeutral(Tensor images) => Forward(EmbedNeutral(images));

    /// <summary>Every layer's activations of images that all show one label.</summary>
    internal List<Tensor> ForwardShowing(Tensor images, int label)
    {
        using LayerInput shown = Show(images, label);
        return Forward(shown);
    }

    /// <summary>Images with the neutral label.</summary>
    internal Tensor EmbedNeutral(Tensor images) =>
        ReadsPlainImages ? images : Definition.LabelEmbedding.ShowNeutral(images, Definition.Classes);

    /// <summary>Whether images go to the layers as they are, and one pass scores every class.</summary>
    internal bool ReadsPlainImages => Definition.LearnsFrom != TrainingExamples.PositivesAndNegatives;

    private Tensor[] ScoreMicroBatch(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        if (ReadsPlainImages)
            return [.. _layers.Zip(Forward(images), (layer, activations) => layer.Score(activations).MoveToOuterDisposeScope())];
        List<Tensor>[] columns = [.. _layers.Select(_ => new List<Tensor>())];
        using LayerInput shown = Show(images, label: 0);
        foreach (Tensor first in _layers[0].ForwardEveryLabel(shown, Definition.Classes))
        {
            using DisposeScope ofLabel = NewDisposeScope();
            List<Tensor> activations =
                ForwardFromSecond(_layers[0].CheckOutput(first, shown, nameof(LocalLayer.ForwardEveryLabel)));
            for (int layer = 0; layer < _layers.Length; layer++)
                columns[layer].Add(_layers[layer].Measure(activations[layer]).MoveToOuterDisposeScope());
            first.Dispose();
        }
        return [.. columns.Select(column => stack(column, 1).MoveToOuterDisposeScope())];
    }

    /// <summary>Every layer's activations of what the first layer takes.</summary>
    internal List<Tensor> Forward(LayerInput input) => ForwardFromSecond(_layers[0].Pass(input));

    private List<Tensor> ForwardFromSecond(Tensor first)
    {
        List<Tensor> activations = [first];
        foreach (LocalLayer layer in _layers.Skip(1))
            activations.Add(layer.Pass(activations[^1]));
        return activations;
    }

    private LayerInput Show(Tensor images, int label)
    {
        Tensor labels = TensorCreation.Full([images.shape[0]], label, int64, images.device);
        return LayerInput.FromImages(images.alias(), labels, Definition.LabelEmbedding, Definition.Classes);
    }
}
