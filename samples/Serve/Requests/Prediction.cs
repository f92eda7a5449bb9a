using System.Globalization;
using ForwardForward.Samples.Serve.Engines;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>What the network takes an image or a row for.</summary>
/// <param name="Class">The name of the class, or its number where classes have no names.</param>
/// <param name="Label">The number of the class, from 0.</param>
/// <param name="Probabilities">
/// Of every class, softmax(scores / temperature of the network); null where the network's probabilities are not made of its scores, having
/// a softmax head beside them. Without <c>Calibrate</c> their order alone means something.
/// </param>
/// <param name="Scores">Of every class.</param>
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
