using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Writes a label into an image, so that a layer can tell whether the two belong together.</summary>
/// <remarks>A pure function: the images given are never changed.</remarks>
public interface ILabelEmbedding
{
    /// <summary>Whether a layer can read the label off the image. Where not, the network cannot be asked to score labels.</summary>
    /// <remarks>Not a setting: a class that declares it marks it with <c>[JsonIgnore]</c>, so that a definition does not save it.</remarks>
    /// <value>True, unless a class says otherwise.</value>
    bool CarriesLabel => true;

    /// <summary>How many values an image that shows a label has more than one that shows none.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <returns>
    /// 0 by default: the embedding gives images of the same shape. Otherwise it gives rows, <c>[batch, size + so many]</c>: the flattened
    /// image and then the label's values. The first layer must be one that takes rows; an image without a label has 0 in them.
    /// </returns>
    int AppendedValues(int classes) => 0;

    /// <summary>Embeds one label in each image.</summary>
    /// <param name="images">Images, <c>[batch, channels, height, width]</c>.</param>
    /// <param name="labels">Class indices, <c>[batch]</c>, int64.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>New images of the same shape, or rows, as <see cref="AppendedValues"/> says.</returns>
    Tensor Embed(Tensor images, Tensor labels, int classes);

    /// <summary>Embeds one label in each image of a batch that a sampler changed.</summary>
    /// <remarks>
    /// Called for negatives, and for positives that were given the same corruption as a control. By default it is <see cref="Embed"/>.
    /// Implement it in an embedding that measures its images, so that the label does not give the corruption away.
    /// </remarks>
    /// <param name="images">Changed images, <c>[batch, channels, height, width]</c>.</param>
    /// <param name="labels">Class indices, <c>[batch]</c>, int64.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="clean">The batch before the change, <c>[batch, channels, height, width]</c>.</param>
    /// <returns>New images of the same shape, or rows, as <see cref="AppendedValues"/> says.</returns>
    Tensor EmbedCorrupted(Tensor images, Tensor labels, int classes, Tensor clean) => Embed(images, labels, classes);

    /// <summary>Embeds no label in particular, as features for probes and transfer need it.</summary>
    /// <param name="images">Images, <c>[batch, channels, height, width]</c>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>New images of the same shape, or rows, as <see cref="AppendedValues"/> says.</returns>
    Tensor EmbedNeutral(Tensor images, int classes);

    /// <summary>Says why this embedding cannot serve such images, or null where it can. Asked when the network is built.</summary>
    /// <param name="shape">The shape of an image.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>What is wrong, in a sentence, or null.</returns>
    string? FindProblem(ImageShape shape, int classes) => null;

    /// <summary>
    /// Says what makes labels hard to read on training images, or takes away what the images say. Asked before training where the logger
    /// takes warnings, and logged as one each.
    /// </summary>
    /// <param name="images">The training images, <c>[n, channels, height, width]</c>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>Sentences with the remedy; by default none.</returns>
    IReadOnlyList<string> FindDoubts(Tensor images, int classes) => [];
}
