using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a sampler may use besides the positives.</summary>
public sealed class SamplingContext
{
    private readonly Func<Tensor, Tensor>? _scoreLabels;
    private readonly Func<Tensor, Tensor>? _scoreByFirstLayer;

    /// <summary>Creates a context; a test of a sampler needs the first two arguments only.</summary>
    /// <param name="generator">The source of randomness, on the CPU. Draw with it, then move the result to the images' device.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="scoreLabels">
    /// Scores images under every label, <c>[batch, channels, height, width]</c> → <c>[batch, classes]</c>.
    /// </param>
    /// <param name="scoreByFirstLayer">As <paramref name="scoreLabels"/>, by the first layer alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two classes: there is no wrong label.</exception>
    public SamplingContext(
        Generator generator, int classes, Func<Tensor, Tensor>? scoreLabels = null, Func<Tensor, Tensor>? scoreByFirstLayer = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        Generator = generator;
        Classes = classes;
        _scoreLabels = scoreLabels;
        _scoreByFirstLayer = scoreByFirstLayer;
    }

    /// <summary>The source of randomness, on the CPU.</summary>
    public Generator Generator { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>Scores images under every label with the network as it is now, without gradient.</summary>
    /// <param name="images">Images, <c>[batch, channels, height, width]</c>.</param>
    /// <returns>
    /// Scores, <c>[batch, classes]</c>: goodness summed over all layers, whichever of them name the class, or log-probabilities
    /// where a softmax head predicts.
    /// </returns>
    /// <exception cref="InvalidOperationException">The context was made without a network.</exception>
    public Tensor ScoreLabels(Tensor images) => Score(_scoreLabels, images, "scoreLabels");

    /// <summary>
    /// Scores images under every label with the network's first layer as it is now, without gradient. While a network with an overlay and a
    /// dense first layer learns, the layer's next step uses what was computed here.
    /// </summary>
    /// <param name="images">Images, <c>[batch, channels, height, width]</c>.</param>
    /// <returns>The first layer's goodness of every label, <c>[batch, classes]</c>.</returns>
    /// <exception cref="InvalidOperationException">The context was made without a network.</exception>
    public Tensor ScoreLabelsByFirstLayer(Tensor images) => Score(_scoreByFirstLayer, images, "scoreByFirstLayer");

    private static Tensor Score(Func<Tensor, Tensor>? score, Tensor images, string name) => score is null
        ? throw new InvalidOperationException(
            $"This sampling context has no network to score labels with. Pass {name} to its constructor.")
        : score(images)
            ?? throw new InvalidOperationException("The function that scores labels returned null instead of scores [batch, classes].");
}
