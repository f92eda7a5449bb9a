using ForwardForward.Runtime;

namespace ForwardForward;

/// <content>What is checked when a network is built.</content>
public sealed partial class FFNetworkBuilder
{
    private IEnumerable<ConfigurationProblem> FindProblems()
    {
        if (_input is null)
            yield return new ConfigurationProblem("input", "The shape of an image is missing.", "Call WithInput(channels, height, width).");
        if (_classes is null)
            yield return new ConfigurationProblem("classes", "The number of classes is missing.", "Call WithClasses(count).");
        if (_layers.Count == 0)
            yield return new ConfigurationProblem("layers", "There is no layer.", "Call AddDense(units), or AddLayer for another kind, at least once.");
        else if (!Require.IsWithin(_scoringLayers, _layers.Count))
            yield return new ConfigurationProblem("scoring layers", $"The range {_scoringLayers} selects no layer of {_layers.Count}.", "Give WithScoringLayers a range with at least one layer, such as ..");
        IModulation? example = _modulation();
        using (example as IDisposable)
        {
            if (example is null)
                yield return new ConfigurationProblem("modulation", "The factory returned null.", "Give WithModulation a factory that makes a modulation, such as () => new TopDownModulation().");
        }
        SoftmaxHeadOptions? head = FindHead();
        if (head is not null && _layers.Count > 0 && !Require.IsWithin(head.Layers, _layers.Count))
            yield return new ConfigurationProblem("softmax head", $"The range {head.Layers} selects no layer of {_layers.Count}.", "Give SoftmaxHeadOptions.Layers a range with at least one layer, such as ..");
        if (_prediction == PredictionMethod.SoftmaxHead && (head is null || head.ReadsShownLabel))
            yield return new ConfigurationProblem("prediction", head is null ? "Prediction by a softmax head has no head." : "This softmax head reads the label that an image shows, so it cannot predict it.", "Call WithSoftmaxHead(), whose defaults read unlabelled images.");
        bool learnsFromPairs = _layers.Count == 0 || _layers[0].LearnsFrom == TrainingExamples.PositivesAndNegatives;
        foreach ((LayerDefinition layer, int index) in _layers.Select((layer, index) => (layer, index)).Where(pair => pair.layer.LearnsFrom != _layers[0].LearnsFrom))
            yield return new ConfigurationProblem($"layer {index + 1} ({layer.Name})", $"It learns from {Describe(layer.LearnsFrom)}, and layer 1 ({_layers[0].Name}) from {Describe(_layers[0].LearnsFrom)}.", "Use layers of one family.");
        if (!learnsFromPairs && _callsForPairs.Count > 0)
            yield return new ConfigurationProblem("layers", $"{_layers[0].Name} learns from {Describe(_layers[0].LearnsFrom)}; it has no use for {string.Join(", ", _callsForPairs)}.", "Leave those calls out, or use layers that learn from positives and negatives, such as AddDense.");
        if (_prediction == PredictionMethod.SummedGoodness && _layers.Find(layer => !layer.ScoresClasses) is { } unlabelled)
            yield return new ConfigurationProblem("prediction", $"{unlabelled.Name} learns without labels, so its goodness scores none.", "Call WithSoftmaxHead() and WithPrediction(PredictionMethod.SoftmaxHead).");
        if (learnsFromPairs && _prediction == PredictionMethod.SummedGoodness && !_labelEmbedding.CarriesLabel)
            yield return new ConfigurationProblem("prediction", $"With {_labelEmbedding.GetType().Name} an image looks the same under every label, so labels cannot be scored.", "Call WithSoftmaxHead() and WithPrediction(PredictionMethod.SoftmaxHead).");
        if (_input is not { } shape || _classes is not { } classes)
            yield break;
        if ((double)shape.Channels * shape.Height * shape.Width > int.MaxValue)
        {
            yield return new ConfigurationProblem("input", $"An image of {shape} has more than {int.MaxValue} values.", "Use smaller images.");
            yield break; // No size that follows from it could be relied on.
        }
        if (learnsFromPairs && _labelEmbedding.FindProblem(shape, classes) is { } misfit)
            yield return new ConfigurationProblem("label embedding", misfit, "Use larger images, fewer classes or another embedding.");

        IReadOnlyList<long> inputShape = [shape.Channels, shape.Height, shape.Width];
        for (int index = 0; index < _layers.Count; index++)
        {
            if (_layers[index].FindProblem(inputShape, classes) is { } problem)
            {
                yield return new ConfigurationProblem($"layer {index + 1} ({_layers[index].Name})", problem, "Change this layer or the one before it.");
                yield break; // What comes after has no known input shape.
            }
            inputShape = _layers[index].OutputShape(inputShape);
        }
    }

    /// <summary>What was set and no layer reads: whoever sets it means it.</summary>
    private IEnumerable<ConfigurationProblem> FindIdleCalls() =>
        from call in _callsForSome
        where _layers.Count > 0 && !_layers.Exists(layer => call.Value.Reads(layer))
        select new ConfigurationProblem("layers", $"No layer of {string.Join(", ", _layers.Select(layer => layer.Name).Distinct(StringComparer.Ordinal))} reads what {call.Key} sets.", $"Leave that call out, or use {call.Value.Readers}.");

    private static string Describe(TrainingExamples rows) => rows switch
    {
        TrainingExamples.Images => "plain images, without negatives and labels in them",
        TrainingExamples.TwoViews => "two augmented views of each image",
        _ => "positives and negatives with labels in them",
    };
}
