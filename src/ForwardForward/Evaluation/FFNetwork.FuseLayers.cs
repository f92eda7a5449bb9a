using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>How much each layer's score counts.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// Sets how much each layer's score of a label counts (<see cref="FFNetworkDefinition.LayerWeights"/>), by how well the layer alone
    /// names the classes of validation images.
    /// </summary>
    /// <remarks>
    /// Tₗ is the temperature that suits the layer's scores best, found as <see cref="Calibrate"/> finds the network's. Lₗ is the mean
    /// negative log-likelihood of softmax(scores / Tₗ). A layer's weight is exp(−Lₗ) / Σ exp(−Lₖ), divided by Tₗ so that large scores do
    /// not count for more. This is the fusion by softmax(−loss) of CAW (arXiv 2606.09928). <see cref="ScoringLayers"/> still says which
    /// layers are summed. The weights are saved and exported with the network. Call this again after further training, and call
    /// <see cref="Calibrate"/> after it.
    /// </remarks>
    /// <param name="validation">Labelled images that are neither learned from nor tested on: hundreds or more.</param>
    /// <param name="options">Progress and cancellation; null for none. A choice that is cancelled leaves the network as it was.</param>
    /// <returns>The weights, one a layer from the first on, each above 0.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The layers learn without labels, and score no classes.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public IReadOnlyList<double> FuseLayers(LabelledImages validation, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        ArgumentNullException.ThrowIfNull(validation);
        using Lifetime.Use held = Lifetime.Enter(), heldData = validation.Lifetime.Enter();
        CheckClasses(validation);
        RequireScores();
        using DisposeScope scope = NewDisposeScope();
        List<double>[] scores = [.. Layers.Select(_ => new List<double>())];
        List<long> labels = [];
        validation.ForEachMicroBatch(
            MicroBatchRows,
            (images, truth) =>
            {
                IReadOnlyList<Tensor> perLayer = ScoreLabelsPerLayer(images);
                for (int layer = 0; layer < scores.Length; layer++)
                    scores[layer].AddRange(perLayer[layer].to(float64).cpu().contiguous().data<double>().ToArray());
                labels.AddRange(truth.cpu().contiguous().data<long>().ToArray());
            },
            options.Progress,
            options.Cancellation);
        double[] weights = LayerFusion.FindWeights([.. scores.Select(ofLayer => ofLayer.ToArray())], [.. labels]);
        Definition = Definition with { LayerWeights = weights };
        return weights;
    }
}
