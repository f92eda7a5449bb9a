using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>How images go through the layers.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// Hands out images in micro-batches, as the layers see them, without recording gradients. A micro-batch is gone after its use.
    /// </summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes.</param>
    /// <param name="use">What happens to a micro-batch.</param>
    /// <param name="passes">How often every image goes through the layers at once.</param>
    internal void ForEachMicroBatch(Tensor images, Action<Tensor> use, int passes = 1)
    {
        ArgumentNullException.ThrowIfNull(images);
        using Lifetime.Use held = Lifetime.Enter(), heldImages = Lifetime.EnterOwnerOf(images);
        CheckImages(images);
        using var recordNothing = no_grad();
        int length = Math.Max(1, MicroBatchRows / passes);
        for (long start = 0; start < images.shape[0]; start += length)
        {
            using Tensor rows = Pixels.Rows(images, start, Math.Min(length, images.shape[0] - start)), part = Read(rows);
            use(part);
        }
    }

    /// <summary>Maps images in micro-batches and joins the results; nothing else of a micro-batch outlives it.</summary>
    internal Tensor MapMicroBatches(Tensor images, Func<Tensor, Tensor> map, int passes = 1)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> results = [];
        ForEachMicroBatch(images, part =>
        {
            using DisposeScope partScope = NewDisposeScope();
            results.Add(map(part).MoveToOuterDisposeScope());
        }, passes);
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

    /// <summary>Images with no label at all, of the shape that the first layer takes.</summary>
    internal Tensor WithoutLabel(Tensor images) =>
        ReadsPlainImages ? images : Definition.LabelEmbedding.ShowNone(images, Definition.Classes);

    /// <summary>Whether images go to the layers as they are, and one pass scores every class.</summary>
    internal bool ReadsPlainImages => Definition.LearnsFrom != TrainingExamples.PositivesAndNegatives;

    private Tensor[] ScoreMicroBatch(Tensor images, WorkSpace space)
    {
        using DisposeScope scope = NewDisposeScope();
        if (ReadsPlainImages)
            return [.. _layers.Zip(Forward(images), (layer, activations) => layer.Score(activations).MoveToOuterDisposeScope())];
        using LayerInput shown = ShowEveryLabel(images, space);
        LayerInput input = shown;
        List<Tensor> goodness = [], passed = [];
        foreach (LocalLayer layer in _layers.SkipLast(1))
        {
            passed.Add(layer.Pass(input));
            goodness.Add(layer.Measure(passed[^1]).clone()); // It may be a view of activations that are freed.
            input = new LayerInput(passed[^1], space);
        }
        goodness.Add(_layers[^1].PassAndMeasure(input));
        passed.ForEach(space.TakeBack);
        return [.. goodness.Select(rows => ByLabel(rows).MoveToOuterDisposeScope())];
    }

    /// <summary>What the first layer alone says of every label, <c>[n, classes]</c>.</summary>
    /// <param name="shown">The images under every label, as <see cref="ShowEveryLabel"/> gives them.</param>
    internal Tensor ScoreByFirstLayer(LayerInput shown)
    {
        using DisposeScope scope = NewDisposeScope();
        using var recordNothing = no_grad();
        return ByLabel(_layers[0].PassAndMeasure(shown)).MoveToOuterDisposeScope();
    }

    /// <summary>Images that each show every label: as many blocks of the same images.</summary>
    internal LayerInput ShowEveryLabel(Tensor images, WorkSpace? space = null)
    {
        Tensor labels = TensorCreation.Arange(Definition.Classes, int64, images.device).repeat_interleave(images.size(0));
        return LayerInput.Show(
            images.alias().DetachFromDisposeScope(), labels.DetachFromDisposeScope(), Definition.LabelEmbedding, Definition.Classes,
            space ?? WorkSpace.None, keepsProduct: space is not null);
    }

    /// <summary>From one value a row of <see cref="ShowEveryLabel"/>, <c>[classes × n]</c>, to <c>[n, classes]</c>.</summary>
    private Tensor ByLabel(Tensor goodness) => goodness.view(Definition.Classes, -1).t();

    /// <summary>Every layer's activations of what the first layer takes.</summary>
    internal List<Tensor> Forward(LayerInput input)
    {
        List<Tensor> activations = [_layers[0].Pass(input)];
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
