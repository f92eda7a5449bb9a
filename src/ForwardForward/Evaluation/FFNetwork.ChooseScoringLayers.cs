using ForwardForward.Data;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>The choice of the layers that score labels.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// Sets <see cref="ScoringLayers"/> to the run of neighbouring layers whose summed scores are right most often on validation images; of
    /// equals the longest, then the one nearest to the input. All runs are compared from one pass (DeeperForward chooses so, Sun et al.,
    /// ICLR 2025).
    /// </summary>
    /// <param name="validation">Labelled images that are neither learned from nor tested on.</param>
    /// <param name="options">Progress and cancellation; null for none. A choice that is cancelled leaves the network as it was.</param>
    /// <returns>The accuracy of the chosen layers on the validation images, from 0 to 1.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The layers learn without labels, and score no classes.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public double ChooseScoringLayers(LabelledImages validation, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        ArgumentNullException.ThrowIfNull(validation);
        using Lifetime.Use held = Lifetime.Enter(), heldData = validation.Lifetime.Enter();
        CheckClasses(validation);
        RequireScores();

        int layers = Layers.Count;
        (int First, int End)[] runs =
        [
            .. from first in Enumerable.Range(0, layers)
               from end in Enumerable.Range(first + 1, layers - first)
               orderby end - first descending, first
               select (first, end),
        ];
        long[] correct = new long[runs.Length];
        validation.ForEachMicroBatch(
            MicroBatchRows,
            (images, labels) =>
            {
                Tensor scores = stack(ScoreLabelsPerLayer(images), 0), truth = labels.to(scores.device);
                for (int run = 0; run < runs.Length; run++)
                {
                    (int first, int end) = runs[run];
                    correct[run] += MostPlausible(SumLayers(scores, first..end)).eq(truth).sum([0]).item<long>();
                }
            },
            options.Progress,
            options.Cancellation);

        int best = Array.IndexOf(correct, correct.Max());
        ScoringLayers = runs[best].First..runs[best].End;
        return (double)correct[best] / validation.Count;
    }
}
