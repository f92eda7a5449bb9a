namespace ForwardForward.Experiments;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>The t for which a variable of the distribution lies between −t and t with a probability.</summary>
    /// <param name="probability">The probability, above 0 and below 1.</param>
    /// <param name="degreesOfFreedom">The degrees of freedom, at least 1.</param>
    /// <returns>The quantile, found by halving an interval of angles until no number lies between its ends.</returns>
    public static double TwoSidedQuantile(double probability, int degreesOfFreedom)
    {
        double low = 0, high = Math.PI / 2;
        while (true)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                return Math.Sqrt(degreesOfFreedom) * Math.Tan(middle);
            if (ProbabilityWithin(middle, degreesOfFreedom) < probability)
                low = middle;
            else
                high = middle;
        }
    }

    /// <summary>
    /// The probability of lying between −t and t, as the finite series for whole degrees of freedom ν, with θ = arctan(t / √ν):
    /// Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 (odd ν) and 26.7.4 (even ν).
    /// </summary>
    private static double ProbabilityWithin(double angle, int degreesOfFreedom)
    {
        (double sine, double cosine) = Math.SinCos(angle);
        bool isOdd = degreesOfFreedom % 2 == 1;
        double sum = 0, term = isOdd ? cosine : 1;
        for (int power = isOdd ? 1 : 0; power <= degreesOfFreedom - 2; power += 2)
        {
            sum += term;
            term *= cosine * cosine * (power + 1) / (power + 2);
        }
        return isOdd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
    }
}
