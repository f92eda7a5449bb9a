namespace ForwardForward.Data;

/// <summary>The mean and deviation by which a dataset was standardised: pixel = (original − mean) / deviation.</summary>
public sealed class PixelStatistics
{
    internal PixelStatistics(double mean, double standardDeviation)
    {
        Mean = mean;
        StandardDeviation = standardDeviation;
    }

    /// <summary>Mean over all pixels of all training images.</summary>
    public double Mean { get; }

    /// <summary>Population standard deviation over the same pixels.</summary>
    public double StandardDeviation { get; }
}
