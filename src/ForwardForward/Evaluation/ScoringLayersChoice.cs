using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Chooses the layers that name the class: <c>network.ChooseScoringLayers(…)</c>.</summary>
public static class ScoringLayersChoice
{
    /// <summary>
    /// Sets the network's scoring layers to the run of neighbouring layers whose summed scores are right most often on validation images; of equals the longest,
    /// then the one nearest to the input. All runs are compared from one pass (DeeperForward chooses so, Sun et al., ICLR 2025).
    /// </summary>
    /// <param name="network">The network; its layers score classes.</param>
    /// <param name="validation">Labelled images that are neither learned from nor tested on.</param>
    /// <param name="progress">Told the fraction of images done, from 0 to 1.</param>
    /// <param name="cancellationToken">Stops between two portions of images; the network stays as it was.</param>
    /// <returns>The accuracy of the chosen layers on the validation images, from 0 to 1.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The layers learn without labels, and score no classes.</exception>
    /// <exception cref="OperationCanceledException">The choice was cancelled.</exception>
    public static double ChooseScoringLayers(this FFNetwork network, LabelledImages validation, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(validation);
        FFNetworkEvaluation.CheckClasses(network, validation);
        if (!network.Definition.ScoresClasses)
            throw new InvalidOperationException("The network's layers learn without labels: none of them scores classes, and its softmax head predicts.");

        int layers = network.Layers.Count;
        (int First, int End)[] runs =
        [
            .. from first in Enumerable.Range(0, layers)
               from end in Enumerable.Range(first + 1, layers - first)
               orderby end - first descending, first
               select (first, end),
        ];
        long[] correct = new long[runs.Length];
        validation.ForEachPortion(
            FFNetworkEvaluation.PortionRows,
            (images, labels) =>
            {
                Tensor scores = stack(network.ScoreLabelsPerLayer(images), 0), truth = labels.to(scores.device);
                for (int run = 0; run < runs.Length; run++)
                {
                    (int first, int end) = runs[run];
                    correct[run] += scores.narrow(0, first, end - first).sum([0]).argmax(1).eq(truth).sum([0]).item<long>();
                }
            },
            progress,
            cancellationToken);

        int best = Array.IndexOf(correct, correct.Max());
        network.ScoringLayers = runs[best].First..runs[best].End;
        return (double)correct[best] / validation.Count;
    }
}
