using System.Globalization;
using ForwardForward.Samples.Serve.Engines;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>The class that the network sees in an image or a row.</summary>
/// <param name="Class">The name of the class, or its number where classes have no names.</param>
/// <param name="Label">The number of the class, from 0.</param>
/// <param name="Probabilities">
/// The probability of every class: softmax(scores / temperature of the network). Null if a softmax head gives the network's probabilities,
/// because they are not made of its scores then. Without <c>Calibrate</c>, only their order has a meaning.
/// </param>
/// <param name="Scores">The score of every class.</param>
internal sealed record Prediction(string Class, long Label, double[]? Probabilities, float[] Scores)
{
    /// <summary>The predictions of all rows.</summary>
    public static Prediction[] All(Scores scores, FFNetworkDefinition definition) =>
        [.. scores.Labels.Select((label, row) => Of(label, scores.Row(row), definition))];

    private static Prediction Of(long label, float[] scores, FFNetworkDefinition definition) => new(
        definition.ClassNames?[(int)label] ?? label.ToString(CultureInfo.InvariantCulture),
        label,
        definition.SoftmaxHead is null || definition.Prediction == PredictionMethod.SoftmaxHead
            ? Softmax(scores, definition.Temperature)
            : null,
        scores);

    private static double[] Softmax(float[] scores, double temperature)
    {
        float most = scores.Max();
        double[] powers = [.. scores.Select(score => Math.Exp((score - most) / temperature))];
        double sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }
}
