using System.Runtime.InteropServices;

namespace ForwardForward.Data;

/// <summary>The mean and deviation by which a dataset was standardised: pixel = (original − mean) / deviation.</summary>
/// <param name="Mean">Mean over all pixels of all training images.</param>
/// <param name="StandardDeviation">Population standard deviation over the same pixels.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PixelStatistics(double Mean, double StandardDeviation);
