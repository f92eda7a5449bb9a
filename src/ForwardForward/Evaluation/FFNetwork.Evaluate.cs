using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>How well the network names classes.</content>
public sealed partial class FFNetwork
{
    /// <summary>Predicts the class of every image, as <see cref="Predict"/> does, and counts; measures each layer by itself too.</summary>
    /// <param name="data">Labelled images of the network's input shape and classes.</param>
    /// <param name="options">What is measured; null for the defaults.</param>
    /// <returns>
    /// Accuracy, predictions and confusion; where the layers are measured (<see cref="EvaluationOptions.PerLayer"/>), also each layer's
    /// accuracy and its goodness under true and wrong labels. Where they are not, or learn without labels, those lists are empty.
    /// </returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">
    /// The options ask for the layers one by one, and the layers learn without labels, so that they score no classes.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public EvaluationResult Evaluate(LabelledImages data, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        ArgumentNullException.ThrowIfNull(data);
        using Lifetime.Use held = Lifetime.Enter(), heldData = data.Lifetime.Enter();
        CheckClasses(data);
        if (options.PerLayer == true)
            RequireScores();

        using DisposeScope scope = NewDisposeScope();
        bool byGoodness = Definition.Prediction == PredictionMethod.SummedGoodness;
        bool perLayer = options.PerLayer ?? byGoodness;
        List<Tensor> predictions = [], layerScores = [];
        data.ForEachMicroBatch(
            MicroBatchRows,
            (images, _) =>
            {
                if (perLayer)
                    layerScores.Add(stack(ScoreLabelsPerLayer(images), 0));
                Tensor scores = perLayer && byGoodness ? SumScoringLayers(layerScores[^1]) : ScoreLabels(images, ScoringLayers);
                predictions.Add(MostPlausible(scores).cpu().MoveToOuterDisposeScope());
                if (perLayer)
                    layerScores[^1] = layerScores[^1].cpu().MoveToOuterDisposeScope();
            },
            options.Progress,
            options.Cancellation);

        return EvaluationResult.Of(
            cat(predictions, 0), data.Labels.cpu(), data.Classes, perLayer ? cat(layerScores, 1).unbind(0) : [], Definition.ClassNames);
    }

    /// <summary>The fraction of images whose class <see cref="Predict"/> names; nothing else is measured.</summary>
    /// <param name="data">Labelled images of the network's input shape and classes.</param>
    /// <param name="options">Progress and cancellation; null for none.</param>
    /// <returns>The accuracy, from 0 to 1.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public double MeasureAccuracy(LabelledImages data, EvaluationOptions? options = null) => Evaluate(
        data,
        new EvaluationOptions
        {
            PerLayer = false,
            Progress = options?.Progress,
            Cancellation = options?.Cancellation ?? CancellationToken.None,
        }).Accuracy;

    private void CheckClasses(LabelledImages data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Classes != Definition.Classes)
            throw new ArgumentException(
                $"The network has {Definition.Classes} classes and the images have {data.Classes}.", nameof(data));
    }

    private void RequireScores()
    {
        if (!Definition.ScoresClasses)
            throw new InvalidOperationException(
                "The network's layers learn without labels: none of them scores classes, and its softmax head predicts.");
    }
}
