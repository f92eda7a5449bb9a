using System.Text.Json.Serialization;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Gives the images as they are: for training without labels, where negatives differ from positives in the image itself.</summary>
/// <remarks>
/// A network with it cannot score labels. Read what it has learned by a softmax head, or by a probe on its features.
/// </remarks>
public sealed class NoLabelEmbedding : ILabelEmbedding, IOnnxLabelEmbedding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool CarriesLabel => false;

    /// <inheritdoc/>
    public Tensor Embed(Tensor images, Tensor labels, int classes) => Expect.Images(images).clone();

    /// <inheritdoc/>
    public Tensor EmbedNeutral(Tensor images, int classes) => Expect.Images(images).clone();

    OnnxValue IOnnxLabelEmbedding.Embed(
        OnnxGraph graph, OnnxValue images, OnnxValue labels, IReadOnlyList<long> shape, int classes) =>
        images;

    OnnxValue IOnnxLabelEmbedding.EmbedNeutral(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape, int classes) =>
        images;
}
