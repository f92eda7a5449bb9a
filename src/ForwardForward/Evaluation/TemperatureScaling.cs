namespace ForwardForward;

/// <summary>
/// The one temperature T with which softmax(scores / T) says best what labels are true (Guo et al., ICML 2017).
/// </summary>
internal static class TemperatureScaling
{
    private const double Farthest = 100;
    private const int Halvings = 60;

    /// <summary>Minimises <see cref="MeanLoss"/> over the temperature.</summary>
    /// <remarks>
    /// In 1/T the loss is convex, so its slope is 0 at the least value alone; it is found by halving an interval of log(1/T). Where every
    /// label has the largest score, or the scores say less than nothing, there is no least value: T is then a hundredth, or a hundred
    /// times, the mean range of an image's scores.
    /// </remarks>
    /// <param name="scores">The scores of each image, class by class.</param>
    /// <param name="labels">The true class of each image.</param>
    /// <returns>The temperature; 1 where scores tell no class from another.</returns>
    public static double FindTemperature(double[] scores, long[] labels)
    {
        int classes = scores.Length / labels.Length;
        double range = scores.Chunk(classes).Average(image => image.Max() - image.Min());
        if (!(range > 0 && double.IsFinite(range)))
            return 1;
        double low = Math.Log(1 / (Farthest * range)), high = Math.Log(Farthest / range);
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = (low + high) / 2;
            if (Slope(scores, labels, Math.Exp(middle)) <= 0) // It is 0 too where the loss has sunk below what numbers can say.
                low = middle;
            else
                high = middle;
        }
        return Math.Exp(-(low + high) / 2);
    }

    /// <summary>The mean negative log-likelihood of the labels at a temperature.</summary>
    /// <param name="scores">The scores of each image, class by class.</param>
    /// <param name="labels">The true class of each image.</param>
    /// <param name="temperature">What scores are divided by.</param>
    public static double MeanLoss(double[] scores, long[] labels, double temperature) =>
        scores.Chunk(scores.Length / labels.Length).Zip(labels, (image, label) =>
        {
            double most = image.Max();
            return Math.Log(image.Sum(score => Math.Exp((score - most) / temperature))) + ((most - image[label]) / temperature);
        }).Average();

    /// <summary>∂loss/∂(1/T): how far the expected score lies above that of the true class, on average.</summary>
    private static double Slope(double[] scores, long[] labels, double inverse) =>
        scores.Chunk(scores.Length / labels.Length).Zip(labels, (image, label) =>
        {
            double most = image.Max();
            double[] weights = [.. image.Select(score => Math.Exp((score - most) * inverse))];
            return (weights.Zip(image, (weight, score) => weight * score).Sum() / weights.Sum()) - image[label];
        }).Average();
}
