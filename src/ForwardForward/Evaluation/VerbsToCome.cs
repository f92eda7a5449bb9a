using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The network's verbs in their coming form. To be deleted when the network has them itself.</summary>
public static class VerbsToCome
{
    /// <summary>See <c>FFNetwork.Evaluate</c>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">The options.</param>
    /// <returns>The result.</returns>
    public static EvaluationResult Evaluate(this FFNetwork network, LabelledImages data, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return network.Evaluate(data, options.Progress, options.Cancellation);
    }

    /// <summary>See <c>FFNetwork.MeasureAccuracy</c>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">The options.</param>
    /// <returns>The accuracy.</returns>
    public static double MeasureAccuracy(this FFNetwork network, LabelledImages data, EvaluationOptions? options = null) =>
        network.Evaluate(data, options ?? new EvaluationOptions()).Accuracy;

    /// <summary>See <c>FFNetwork.ExtractFeatures</c>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">The images.</param>
    /// <param name="options">The options.</param>
    /// <returns>The features.</returns>
    public static Tensor ExtractFeatures(this FFNetwork network, Tensor images, FeatureOptions? options = null) => network.Features(images, options);
}
