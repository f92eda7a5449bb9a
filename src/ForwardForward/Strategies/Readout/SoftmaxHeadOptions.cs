using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A linear softmax classifier on the activations of hidden layers, learned along with them; no gradient goes back into the layers
/// (Hinton 2022, section 3.3).
/// </summary>
/// <remarks>
/// It learns in every batch, after the layers, from the positives' images with the neutral label. Hinton leaves out the first hidden layer;
/// the default here reads all, so that one layer alone has a head too. Immutable.
/// </remarks>
public sealed record SoftmaxHeadOptions
{
    /// <summary>The layers that are read, side by side.</summary>
    /// <value>The default is all.</value>
    public Range Layers { get; init; } = Range.All;

    /// <summary>How each layer's activations are rescaled before they are read.</summary>
    /// <value>The default is <see cref="MeanSquareNormalisation"/>.</value>
    public INormalisation Normalisation
    {
        get;
        init => field = Require.NotNull(value, nameof(Normalisation));
    } = new MeanSquareNormalisation();

    /// <summary>
    /// Whether the head reads the rows as the layers see them, each with its label shown, instead of the images with the neutral label.
    /// </summary>
    /// <value>The default is false.</value>
    public bool ReadsShownLabel { get; init; }

    /// <summary>The settings of the head's optimizer.</summary>
    /// <value>The default is Adam with a learning rate of 0.001 that falls along a cosine over the run.</value>
    public AdamOptions Optimizer { get; init => field = Require.NotNull(value, nameof(Optimizer)); } = new() { LearningRate = 1e-3 };
}
