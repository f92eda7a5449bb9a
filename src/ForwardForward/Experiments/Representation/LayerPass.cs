using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>What one layer makes of a micro-batch of images.</summary>
internal sealed record LayerPass(LocalLayer Layer, Tensor Input, Tensor Activations)
{
    /// <summary>Sends images with the neutral label through the layers, one after the other.</summary>
    /// <exception cref="InvalidOperationException">An activation is not finite.</exception>
    public static IEnumerable<LayerPass> Through(FFNetwork network, Tensor images)
    {
        Tensor input = network.EmbedNeutral(images);
        for (int index = 0; index < network.Layers.Count; index++)
        {
            LocalLayer layer = network.Layers[index];
            Tensor activations = layer.Pass(input);
            if (!FeatureRows.AreFinite(activations))
            {
                throw new InvalidOperationException(
                    $"Layer {index + 1} ({layer.Name}) gives NaN or infinity. Its parameters have diverged, or the images hold such "
                        + "values: train again with a lower learning rate (AdamOptions.LearningRate), or clean the images.");
            }
            yield return new LayerPass(layer, input, activations);
            input = activations;
        }
    }

    /// <summary>The activations before any gate, <c>[n, …]</c>.</summary>
    public Tensor Ungated() => Layer.ForwardUngated(Input);

    /// <summary>The activations, one row an image, <c>[n, features]</c>, float64.</summary>
    public Tensor Rows() => Activations.flatten(1).to(float64);
}
