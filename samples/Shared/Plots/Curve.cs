namespace ForwardForward.Samples;

/// <summary>A named line of a plot, one value an epoch.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Values">The value after epoch 1, 2, …</param>
public sealed record Curve(string Name, IReadOnlyList<double> Values);
