using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>How sure the network is.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// The probability of every class for each image: softmax(scores / T), with the temperature T of the definition
    /// (<see cref="FFNetworkDefinition.Temperature"/>), 1 unless <c>Calibrate</c> chose another.
    /// </summary>
    /// <remarks>
    /// If the network has a softmax head that reads unlabelled images, the scores are its log-probabilities, from one pass over the image
    /// with the neutral label. Otherwise they are those of <see cref="ScoreLabels(Tensor)"/>. A goodness is not learned to be a logarithm
    /// of a probability, so of such a network call <c>Calibrate</c> first: until then only the order of the classes means anything.
    /// </remarks>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes (read as value / 255), on any device.</param>
    /// <returns>Probabilities, <c>[n, classes]</c>.</returns>
    /// <exception cref="ArgumentException">
    /// The images do not have the network's input shape, or values that are no numbers or too large for float32.
    /// </exception>
    public Tensor PredictProbabilities(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Finite(ComputeLogits(images), images);
        Tensor probabilities = HasReadableHead && Definition.Temperature == 1
            ? logits.exp()
            : logits.Divide(Definition.Temperature).softmax(1);
        return probabilities.MoveToOuterDisposeScope();
    }

    /// <summary>What <see cref="PredictProbabilities"/> divides by the temperature, <c>[n, classes]</c>.</summary>
    internal Tensor ComputeLogits(Tensor images) =>
        HasReadableHead ? MapMicroBatches(images, LogProbabilities) : ScoreLabels(images, Definition.ScoringLayers);

    private bool HasReadableHead => Head is { Options.ReadsShownLabel: false };

    /// <summary>The softmax head's log-probabilities of a part, finite also where the probabilities round to 0.</summary>
    private Tensor LogProbabilities(Tensor part) => Head!.Classify(ForwardNeutral(part)); // The builder asks for a head that can.
}
