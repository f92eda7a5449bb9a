using ForwardForward.Data;

namespace ForwardForward;

/// <summary>Refuses what a pipeline cannot train as <c>Fit</c> would.</summary>
internal static class PipelineGuard
{
    /// <exception cref="ArgumentException">The message says what, and what to do.</exception>
    public static void Check(FFNetwork network, Range layers, TrainingOptions options, LabelledImages? data)
    {
        bool isFirst = layers.Start.Value == 0;
        if (isFirst != data is not null)
            throw new ArgumentException(
                isFirst ? "The first segment of a pipeline needs the training images." : "Only the first segment reads training images.",
                nameof(data));
        string? problem = FindProblem(network) ?? FindProblem(network.Definition, layers) ?? FindProblem(options);
        if (problem is not null)
            throw new ArgumentException(
                $"A pipeline cannot train this network so: {problem} Train it with FFNetwork.Fit.", nameof(options));
        if (data is null)
            return;
        TrainingGuard.Check(network, data, options);
        TrainingGuard.CheckNegatives(network.Definition, options);
    }

    private static string? FindProblem(FFNetwork network)
    {
        if (network.Head is not null)
            return "the softmax head reads the activations of all layers.";
        if (network.Definition.Collaboration is not NoCollaboration)
            return $"by {network.Definition.Collaboration.GetType().Name}, every layer asks all others for their goodness.";
        return network.Layers.FirstOrDefault(layer => layer.AsksOtherLayers) is { } asking
            ? $"{asking.Name} asks other layers what they make of a batch."
            : null;
    }

    // The draws of all layers come from one stream, and only those of the first segment come in the order of Fit.
    private static string? FindProblem(FFNetworkDefinition definition, Range layers)
    {
        if (layers.Start.Value == 0)
            return null;
        return definition.Layers[layers].FirstOrDefault(Draws) is { } drawing
            ? $"{drawing.Name} draws random numbers while it learns (dropout), and stands beyond the first segment."
            : null;
    }

    private static string? FindProblem(TrainingOptions options)
    {
        if (!ReferenceEquals(options.Schedule, TrainingSchedule.Simultaneous))
            return $"its schedule is {options.Schedule.Name}, and all layers must learn from every batch.";
        if (options.Validation is not null || options.KeepBestEpoch || options.EarlyStopping is not null)
            return "validation images are looked at by the whole network after every epoch.";
        return options.Negatives == NegativeRefresh.Once ? "negatives that are drawn once would be in every checkpoint." : null;
    }

    private static bool Draws(LayerDefinition layer) => layer
        is DenseLayerDefinition { Dropout: > 0 } or ProjectionLayerDefinition { Dropout: > 0 }
        or MeanGoodnessLayerDefinition { Dropout: > 0 };
}
