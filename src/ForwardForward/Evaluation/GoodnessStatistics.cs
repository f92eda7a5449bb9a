namespace ForwardForward.Evaluation;

/// <summary>How far a layer's goodness tells right labels from wrong ones.</summary>
/// <param name="PositiveMean">Mean goodness under the true label.</param>
/// <param name="PositiveDeviation">Its standard deviation over the images.</param>
/// <param name="NegativeMean">Mean goodness under the wrong labels.</param>
/// <param name="NegativeDeviation">Its standard deviation over images and wrong labels.</param>
public sealed record GoodnessStatistics(double PositiveMean, double PositiveDeviation, double NegativeMean, double NegativeDeviation);
