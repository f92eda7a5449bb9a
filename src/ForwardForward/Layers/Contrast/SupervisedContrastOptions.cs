using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// Supervised contrast in a class-wise layer, beside the loss of its goodness. The layer's output should be similar for images of one
/// class.
/// </summary>
/// <remarks>
/// <para>HCL-FF (arXiv 2605.24797) in every layer, after Khosla et al. (NeurIPS 2020, arXiv 2004.11362). Activations (of a map, averaged
/// to a grid) are standardised, for each class group by itself if the layer has groups. So the contrast does not see the goodness. They
/// are then projected, each dimension is standardised over the batch, and each row is brought to length 1: uᵢ. The loss is the mean over
/// images i of −1/|Pᵢ| · Σₚ log softmax over a ≠ i of (uᵢ · uₐ / τ) at p. Pᵢ are the other images of i's class. An image without any
/// counts 0.</para>
/// <para>The paper standardises before it averages to the grid, learns a scale and a shift, and trains the projection at twice the rate.
/// Immutable.</para>
/// </remarks>
public sealed class SupervisedContrastOptions
{
    /// <summary>What the contrast is multiplied by where it is added to the layer's loss; positive.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; init => field = Require.Positive(value, nameof(Weight)); } = 1;

    /// <summary>The numbers that the activations are projected to, at least 1; the projection is learned with the layer.</summary>
    /// <value>The default is 128.</value>
    public int Dimensions { get; init => field = Require.AtLeast(1, value, nameof(Dimensions)); } = 128;

    /// <summary>The side of the grid that maps are averaged to, at least 1. It has no effect after a dense layer.</summary>
    /// <value>The default is 4. HCL-FF has 2 from 100 channels on, and 1 from 400.</value>
    public int Grid { get; init => field = Require.AtLeast(1, value, nameof(Grid)); } = 4;

    /// <summary>τ at the beginning of the layer's training; positive.</summary>
    /// <value>The default is 0.8.</value>
    public double FirstTemperature { get; init => field = Require.Positive(value, nameof(FirstTemperature)); } = 0.8;

    /// <summary>τ at the end of the <see cref="Descent"/>; positive.</summary>
    /// <value>The default is 0.2.</value>
    public double MiddleTemperature { get; init => field = Require.Positive(value, nameof(MiddleTemperature)); } = 0.2;

    /// <summary>τ at the end of the layer's training; positive.</summary>
    /// <value>The default is 0.1.</value>
    public double LastTemperature { get; init => field = Require.Positive(value, nameof(LastTemperature)); } = 0.1;

    /// <summary>
    /// How much of the layer's training τ takes to the <see cref="MiddleTemperature"/>, in a line; at least 0 and below 1. From there on it
    /// goes along half a cosine.
    /// </summary>
    /// <value>The default is 0.25. HCL-FF has 50 epochs of 150 to 1,000.</value>
    public double Descent { get; init => field = Require.BelowOne(value, nameof(Descent)); } = 0.25;

    /// <summary>τ at a point of a run.</summary>
    /// <param name="progress">How much of the layer's training is done, from 0 to 1.</param>
    /// <returns>The temperature to use for the next step.</returns>
    public double TemperatureAt(double progress)
    {
        double done = Math.Clamp(progress, 0, 1);
        if (done < Descent)
            return FirstTemperature + ((MiddleTemperature - FirstTemperature) * done / Descent);
        double rest = (done - Descent) / (1 - Descent);
        return LastTemperature + ((MiddleTemperature - LastTemperature) * (1 + Math.Cos(Math.PI * rest)) / 2);
    }
}
