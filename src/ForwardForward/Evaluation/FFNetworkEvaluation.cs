using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Measures networks: <c>network.Evaluate(…)</c>.</summary>
public static class FFNetworkEvaluation
{
    internal const int PortionRows = 1_000;

    /// <summary>Scores every label for every image and counts.</summary>
    /// <param name="network">The network; its scoring layers name the class.</param>
    /// <param name="data">Labelled images of the network's input shape and classes.</param>
    /// <param name="progress">Told the fraction of images done, from 0 to 1.</param>
    /// <param name="cancellationToken">Stops between two portions of images.</param>
    /// <returns>
    /// Accuracy by the network's prediction and by each layer's goodness, predictions, confusion, and the goodness of true and wrong labels. Where the layers
    /// learn without labels there is nothing to try layer by layer, and those lists are empty.
    /// </returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The measurement was cancelled.</exception>
    public static EvaluationResult Evaluate(this FFNetwork network, LabelledImages data, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        CheckClasses(network, data);

        using DisposeScope scope = NewDisposeScope();
        FFNetworkDefinition definition = network.Definition;
        bool byHead = definition.Prediction == PredictionMethod.SoftmaxHead;
        List<Tensor> predictions = [], scores = [];
        data.ForEachPortion(
            PortionRows,
            (images, _) =>
            {
                Tensor? perLayer = definition.ScoresClasses ? stack(network.ScoreLabelsPerLayer(images), 0) : null;
                Tensor predicted = byHead ? network.ClassProbabilities(images).argmax(1) : network.SumScoringLayers(perLayer!).argmax(1);
                predictions.Add(predicted.cpu().MoveToOuterDisposeScope());
                if (perLayer is not null)
                    scores.Add(perLayer.cpu().MoveToOuterDisposeScope());
            },
            progress,
            cancellationToken);

        Tensor labels = data.Labels.cpu(), predictedLabels = cat(predictions, 0);
        Tensor isTrue = nn.functional.one_hot(labels, data.Classes).to(ScalarType.Bool);
        Tensor[] layers = scores.Count > 0 ? cat(scores, 1).unbind(0) : [];
        return new EvaluationResult(
            data.Count,
            Accuracy(predictedLabels, labels),
            [.. layers.Select(layer => Accuracy(layer.argmax(1), labels))],
            [.. predictedLabels.data<long>().Select(label => (int)label)],
            Confusion(predictedLabels, labels, data.Classes),
            [.. layers.Select(layer => GoodnessStatistics.Of(layer, isTrue))]);
    }

    private static double Accuracy(Tensor predicted, Tensor labels) => predicted.eq(labels).to(float64).mean().item<double>();

    private static int[][] Confusion(Tensor predicted, Tensor labels, int classes)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach ((long truth, long guess) in labels.data<long>().Zip(predicted.data<long>()))
            counts[truth][guess]++;
        return counts;
    }

    internal static void CheckClasses(FFNetwork network, LabelledImages data)
    {
        if (data.Classes != network.Definition.Classes)
            throw new ArgumentException($"The network has {network.Definition.Classes} classes and the images have {data.Classes}.", nameof(data));
    }
}
