using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class StudentTTests
{
    // The table in the textbooks, three decimals.
    [Theory]
    [InlineData(0.95, 1, 12.706)]
    [InlineData(0.95, 2, 4.303)]
    [InlineData(0.95, 3, 3.182)]
    [InlineData(0.95, 4, 2.776)]
    [InlineData(0.95, 5, 2.571)]
    [InlineData(0.95, 9, 2.262)]
    [InlineData(0.95, 30, 2.042)]
    [InlineData(0.95, 120, 1.980)]
    [InlineData(0.99, 1, 63.657)]
    [InlineData(0.99, 2, 9.925)]
    [InlineData(0.99, 4, 4.604)]
    [InlineData(0.99, 9, 3.250)]
    [InlineData(0.99, 30, 2.750)]
    [InlineData(0.90, 5, 2.015)]
    public void TwoSidedQuantile_Table_Agrees(double probability, int degreesOfFreedom, double table) =>
        StudentT.TwoSidedQuantile(probability, degreesOfFreedom).Should().BeApproximately(table, 0.0005);

    // One degree of freedom is Cauchy's distribution, two have a closed form.
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.999)]
    public void TwoSidedQuantile_OneAndTwoDegreesOfFreedom_AreTheClosedForms(double probability)
    {
        double cauchy = Math.Tan(Math.PI / 2 * probability), two = probability * Math.Sqrt(2 / (1 - probability * probability));

        StudentT.TwoSidedQuantile(probability, 1).Should().BeApproximately(cauchy, 1e-9 * cauchy);
        StudentT.TwoSidedQuantile(probability, 2).Should().BeApproximately(two, 1e-9 * two);
    }

    // The normal quantile z = 1.959964 and the first term of its expansion in 1/ν: z + (z³ + z) / 4ν.
    [Fact]
    public void TwoSidedQuantile_ManyDegreesOfFreedom_IsNearlyTheNormalOne() =>
        StudentT.TwoSidedQuantile(0.95, 100_000).Should().BeApproximately(1.9599640 + 9.48914 / 400_000, 1e-6);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_001)]
    public void TwoSidedQuantile_ProbabilityNextToOne_IsFinite(int degreesOfFreedom) =>
        StudentT.TwoSidedQuantile(Math.BitDecrement(1.0), degreesOfFreedom).Should().BeGreaterThan(5).And.BeLessThan(double.MaxValue);
}
