using ForwardForward.Data;

namespace ForwardForward.Experiments;

/// <summary>A recipe's network, or its backprop twin: something that learns and can be measured.</summary>
/// <param name="Fit">Learns from images, by whose standardisation it scales from then on.</param>
/// <param name="MeasureAccuracy">The accuracy on images.</param>
/// <param name="Dispose">Frees it.</param>
internal sealed record Learner(Action<LabelledImages, TrainingOptions> Fit, Func<LabelledImages, double> MeasureAccuracy, Action Dispose)
    : IDisposable
{
    /// <summary>Makes the recipe's learner of a seed.</summary>
    /// <exception cref="ArgumentException">The network names no classes.</exception>
    public static Learner Create(TransferRecipe recipe, FeatureOrigin origin, long seed, CancellationToken cancellation)
    {
        EvaluationOptions evaluation = new() { Cancellation = cancellation };
        FFNetwork network = recipe.Create(seed);
        if (origin == FeatureOrigin.Trained)
        {
            if (!NamesClasses(network))
                throw new ArgumentException(
                    $"The layers of '{recipe.Name}' learn without labels and name no class. Build the network with a softmax head that "
                        + "predicts: WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).",
                    nameof(recipe));
            return new Learner(
                (data, options) =>
                {
                    network.Standardisation = data.Standardisation ?? network.Standardisation;
                    network.Fit(data, options with { Cancellation = cancellation });
                },
                data => network.MeasureAccuracy(data, evaluation),
                network.Dispose);
        }
        using (network)
        {
            BackpropTwin twin = BackpropTwin.Create(network.Definition, device: network.Device);
            return new Learner(
                (data, options) =>
                {
                    twin.Standardisation = data.Standardisation ?? twin.Standardisation;
                    twin.Fit(data, options with { Cancellation = cancellation });
                },
                data => twin.MeasureAccuracy(data, evaluation),
                twin.Dispose);
        }
    }

    /// <summary>Whether the network can be asked for the class of an image.</summary>
    public static bool NamesClasses(FFNetwork network) =>
        network.Definition.ScoresClasses || network.Definition.Prediction == PredictionMethod.SoftmaxHead;

    void IDisposable.Dispose() => Dispose();
}
