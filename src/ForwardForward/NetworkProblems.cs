using System.Reflection;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>What keeps a network from being built.</summary>
/// <param name="definition">All of its settings.</param>
/// <param name="stated">The names of the settings that a program or a file states.</param>
internal sealed class NetworkProblems(FFNetworkDefinition definition, IReadOnlySet<string> stated)
{
    /// <summary>The definition, where nothing keeps it from being built.</summary>
    /// <exception cref="FFConfigurationException">Something is missing or does not fit; it lists every problem.</exception>
    public static FFNetworkDefinition Check(FFNetworkDefinition definition, IReadOnlySet<string> stated)
    {
        NetworkProblems problems = new(definition, stated);
        ConfigurationProblem[] found =
        [
            .. problems.FindMissing(),
            .. problems.FindReadout(),
            .. problems.FindMixedFamilies(),
            .. problems.FindIdleSettings(),
            .. problems.FindMisfits(),
            .. problems.FindMisdeclared(),
        ];
        return found.Length == 0 ? definition : throw new FFConfigurationException(found);
    }

    private bool HasLayers => definition.Layers.Length > 0;

    private bool LearnsFromPairs => !HasLayers || definition.Layers[0].LearnsFromPairs;

    private bool TakesRows => LearnsFromPairs && definition.LabelEmbedding.AppendedValues(definition.Classes) != 0;

    private IEnumerable<ConfigurationProblem> FindMissing()
    {
        if (definition.Input == default)
            yield return new ConfigurationProblem(
                "input", "The shape of an image is missing.",
                "Call WithInput(channels, height, width), or WithInput(features) for vectors.");
        if (definition.Classes == 0)
            yield return new ConfigurationProblem("classes", "The number of classes is missing.", "Call WithClasses(count).");
        if (definition.ClassNames is { } names && definition.Classes > 0 && names.Count != definition.Classes)
            yield return new ConfigurationProblem(
                "class names", $"There are {names.Count} names for {definition.Classes} classes.", "Give each class one.");
        if (!HasLayers)
            yield return new ConfigurationProblem(
                "layers", "There is no layer.", "Call AddDense(units), or AddLayer for another kind, at least once.");
        if (definition.Layers.Length > FFNetworkDefinition.MostLayers)
            yield return new ConfigurationProblem(
                "layers", $"There are {definition.Layers.Length} layers.", $"Use at most {FFNetworkDefinition.MostLayers}.");
    }

    /// <summary>What keeps a class from being named.</summary>
    private IEnumerable<ConfigurationProblem> FindReadout()
    {
        if (HasLayers && !Require.IsWithin(definition.ScoringLayers, definition.Layers.Length))
            yield return SelectsNoLayer("scoring layers", definition.ScoringLayers, "WithScoringLayers");
        if (definition.LayerWeights is { } weights && weights.Count != definition.Layers.Length)
            yield return new ConfigurationProblem(
                "layer weights", $"There are {weights.Count} weights for {definition.Layers.Length} layers.", "Give each layer one.");
        SoftmaxHeadOptions? head = definition.SoftmaxHead;
        if (HasLayers && head is not null && !Require.IsWithin(head.Layers, definition.Layers.Length))
            yield return SelectsNoLayer("softmax head", head.Layers, "SoftmaxHeadOptions.Layers");
        string? problem = definition.Prediction == PredictionMethod.SoftmaxHead ? FindProblemOf(head) : FindProblemOfScores();
        if (problem is not null)
            yield return new ConfigurationProblem(
                "prediction", problem,
                "Call WithSoftmaxHead(), whose defaults read unlabelled images, and WithPrediction(PredictionMethod.SoftmaxHead).");
    }

    private ConfigurationProblem SelectsNoLayer(string place, Range range, string setting) => new(
        place, $"The range {range} selects no layer of {definition.Layers.Length}.",
        $"Give {setting} a range with at least one layer, such as ..");

    private static string? FindProblemOf(SoftmaxHeadOptions? head) => head switch
    {
        null => "Prediction by a softmax head has no head.",
        { ReadsShownLabel: true } => "This softmax head reads the label that an image shows, so it cannot predict it.",
        _ => null,
    };

    private string? FindProblemOfScores()
    {
        if (definition.Layers.FirstOrDefault(layer => !layer.ScoresClasses) is { } unlabelled)
            return $"{unlabelled.Name} learns without labels, so its goodness scores none.";
        return LearnsFromPairs && !definition.LabelEmbedding.CarriesLabel
            ? $"With {definition.LabelEmbedding.GetType().Name} an image looks the same under every label, so labels cannot be scored."
            : null;
    }

    private IEnumerable<ConfigurationProblem> FindMixedFamilies() =>
        from number in Enumerable.Range(1, definition.Layers.Length)
        let layer = definition.Layers[number - 1]
        let first = definition.Layers[0]
        where layer.LearnsFrom != first.LearnsFrom
        select new ConfigurationProblem(
            $"layer {number} ({layer.Name})",
            $"It learns from {Describe(layer.LearnsFrom)}, and layer 1 ({first.Name}) from {Describe(first.LearnsFrom)}.",
            "Use layers of one family.");

    /// <summary>What is stated and no layer reads: whoever states it means it.</summary>
    private IEnumerable<ConfigurationProblem> FindIdleSettings() =>
        from setting in FFNetworkDefinition.Settings
        where HasLayers && stated.Contains(setting.Name)
        let readBy = setting.GetCustomAttribute<ReadByAttribute>()
        where readBy is not null && !definition.Layers.Any(readBy.IsReadBy)
        select new ConfigurationProblem(
            "layers",
            $"No layer of {string.Join(", ", definition.Layers.Select(layer => layer.Name).Distinct(StringComparer.Ordinal))} reads what "
                + $"With{setting.Name} sets.",
            $"Leave that call out, or use {readBy.Readers}.");

    /// <summary>What does not fit the shape of the images, or of what the layer before gives.</summary>
    private IEnumerable<ConfigurationProblem> FindMisfits()
    {
        if (definition.Input == default || definition.Classes == 0)
            yield break;
        if ((double)definition.Input.Channels * definition.Input.Height * definition.Input.Width > int.MaxValue)
        {
            yield return new ConfigurationProblem(
                "input", $"An image of {definition.Input} has more than {int.MaxValue} values.", "Use smaller images.");
            yield break; // No size that follows from it could be relied on.
        }
        if (definition.Standardisation?.FindProblem(
            definition.Input.Channels, definition.Input.Height, definition.Input.Width) is { } cause)
            yield return new ConfigurationProblem(
                "standardisation", cause, "Give one mean and deviation, one for each channel, or one for each value of an image.");
        if (definition.Table is { } table && definition.Input.Size != table.Features)
            yield return new ConfigurationProblem(
                "table", $"Its rows become {table.Features} numbers, and the network takes {definition.Input}.",
                "Call WithDataset(table) last, or give WithInput as many features.");
        if (LearnsFromPairs && definition.LabelEmbedding.FindProblem(definition.Input, definition.Classes) is { } misfit)
            yield return new ConfigurationProblem("label embedding", misfit, "Use larger images, fewer classes or another embedding.");

        IReadOnlyList<long> shape = definition.FirstInputShape;
        for (int index = 0; index < definition.Layers.Length; index++)
        {
            LayerDefinition layer = definition.Layers[index];
            if (layer.FindProblem(shape, definition.Classes) is { } problem)
            {
                yield return new ConfigurationProblem(
                    $"layer {index + 1} ({layer.Name})", problem, index == 0 && TakesRows
                        ? $"{definition.LabelEmbedding.GetType().Name} appends the label to the flattened image: begin with a layer that "
                            + "takes rows, such as AddDense, or use an embedding that leaves the image's shape, such as WaveLabelPattern."
                        : "Change this layer or the one before it.");
                yield break; // What comes after has no known input shape.
            }
            shape = layer.OutputShape(shape);
        }
    }

    /// <summary>What a plugin declares, and nobody would ever ask.</summary>
    private IEnumerable<ConfigurationProblem> FindMisdeclared() =>
        from setting in Places()
        from type in MisdeclaredMembers.PartsOf(setting.Value).Select(part => part.GetType()).Distinct()
        from problem in MisdeclaredMembers.FindIn(type)
        select new ConfigurationProblem(setting.Place, problem.What, problem.Remedy);

    private IEnumerable<(string Place, object? Value)> Places() =>
    [
        .. FFNetworkDefinition.Settings.Select(setting => (InWords(setting.Name), setting.GetValue(definition))),
        .. definition.Layers.Select((layer, index) => ($"layer {index + 1} ({layer.Name})", (object?)layer)),
    ];

    // "LabelEmbedding" is "label embedding".
    private static string InWords(string name) => string.Concat(
        name.Select((letter, index) =>
            char.IsUpper(letter) && index > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Describe(TrainingExamples examples) => examples switch
    {
        TrainingExamples.Images => "plain images, without negatives and labels in them",
        TrainingExamples.TwoViews => "two augmented views of each image",
        _ => "positives and negatives with labels in them",
    };
}
