using ForwardForward.Data;
using ForwardForward.Readout;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Evaluation;

/// <summary>Measures networks: <c>network.Evaluate(…)</c>.</summary>
public static class FFNetworkEvaluation
{
    /// <summary>Scores every label for every image and counts.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Labelled images of the network's input shape and classes.</param>
    /// <returns>
    /// Accuracy by the network's prediction and by each layer's goodness, confusion, and the goodness of true and wrong labels. Where the layers
    /// learn without labels there is nothing to try layer by layer, and those lists are empty.
    /// </returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    public static EvaluationResult Evaluate(this FFNetwork network, LabelledImages data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Classes != network.Definition.Classes)
            throw new ArgumentException($"The network has {network.Definition.Classes} classes and the images have {data.Classes}.", nameof(data));

        using DisposeScope scope = NewDisposeScope();
        FFNetworkDefinition definition = network.Definition;
        IReadOnlyList<Tensor> perLayer = definition.ScoresClasses ? [.. network.ScoreLabelsPerLayer(data.Images).Select(scores => scores.cpu())] : [];
        Tensor labels = data.Labels.cpu();
        Tensor isTrue = nn.functional.one_hot(labels, data.Classes).to(ScalarType.Bool);
        Tensor predicted = definition.Prediction == PredictionMethod.SoftmaxHead
            ? network.ClassProbabilities(data.Images).cpu().argmax(1)
            : network.SumScoringLayers(stack([.. perLayer], 0)).argmax(1);
        return new EvaluationResult(
            data.Count,
            Accuracy(predicted, labels),
            [.. perLayer.Select(scores => Accuracy(scores.argmax(1), labels))],
            Confusion(predicted, labels, data.Classes),
            [.. perLayer.Select(scores => Statistics(scores, isTrue))]);
    }

    private static double Accuracy(Tensor predicted, Tensor labels) => predicted.eq(labels).to(float64).mean().item<double>();

    private static int[][] Confusion(Tensor predicted, Tensor labels, int classes)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach ((long truth, long guess) in labels.data<long>().Zip(predicted.data<long>()))
            counts[truth][guess]++;
        return counts;
    }

    private static GoodnessStatistics Statistics(Tensor scores, Tensor isTrue)
    {
        Tensor positive = scores.masked_select(isTrue).to(float64), negative = scores.masked_select(isTrue.logical_not()).to(float64);
        return new GoodnessStatistics(positive.mean().item<double>(), Deviation(positive), negative.mean().item<double>(), Deviation(negative));
    }

    private static double Deviation(Tensor values) => values.std(unbiased: false).item<double>();
}
