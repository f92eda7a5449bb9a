using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class SampleSummaryTests
{
    [Fact]
    public void Create_FourValues_HasTheirMeanAndTheDeviationOfASample()
    {
        SampleSummary summary = new([1, 3, 5, 11]);

        summary.Count.Should().Be(4);
        summary.Mean.Should().Be(5);
        summary.StandardDeviation.Should().BeApproximately(Math.Sqrt((16 + 4 + 0 + 36) / 3.0), 1e-12);
    }

    [Fact]
    public void Create_OneValue_HasNoDeviation()
    {
        SampleSummary summary = new([2.5]);

        summary.Mean.Should().Be(2.5);
        summary.StandardDeviation.Should().BeNull();
    }

    [Fact]
    public void Create_ValuesChangedAfterwards_KeepsItsOwn()
    {
        double[] values = [1, 2];
        SampleSummary summary = new(values);

        values[0] = 9;

        summary.Values.Should().Equal(1, 2);
    }

    [Fact]
    public void Create_LargestValues_HasAFiniteDeviation() =>
        new SampleSummary([1e150, -1e150]).StandardDeviation.Should().BeApproximately(Math.Sqrt(2) * 1e150, 1e138);

    [Fact]
    public void Create_NoValues_IsRefused() =>
        FluentActions.Invoking(() => new SampleSummary([])).Should().Throw<ArgumentException>().WithMessage("There are no values*");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-2e150)]
    public void Create_ValueWithoutAFiniteSquare_IsRefused(double value) =>
        FluentActions.Invoking(() => new SampleSummary([1, value]))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("Value 1 must be a number from -1e150 to 1e150.*");
}
