namespace ForwardForward;

/// <summary>How much the scores of each of several layers count in a sum.</summary>
internal static class LayerFusion
{
    /// <summary>softmax(−loss) of the layers, each divided by the temperature that its loss is least at.</summary>
    /// <param name="scores">The scores of each layer: of each image, class by class.</param>
    /// <param name="labels">The true class of each image.</param>
    public static double[] FindWeights(double[][] scores, long[] labels)
    {
        double[] temperatures = [.. scores.Select(ofLayer => TemperatureScaling.FindTemperature(ofLayer, labels))];
        double[] shares =
            [.. scores.Zip(temperatures, (ofLayer, temperature) => Math.Exp(-TemperatureScaling.MeanLoss(ofLayer, labels, temperature)))];
        double sum = shares.Sum();
        return [.. shares.Zip(temperatures, (share, temperature) => share / sum / temperature)];
    }
}
