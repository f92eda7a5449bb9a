using System.Globalization;
using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Tables;

/// <summary>Numbers that float32 cannot tell apart, or cannot tell from 0.</summary>
public sealed class RoundedNumbersTests : IDisposable
{
    private readonly TableFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FromCsv_NumbersThatBecomeOne_AreRefused(bool standardises) =>
        FluentActions.Invoking(() => TableDataset.FromCsv(
            Write(row => 1_700_000_000 + row), "y", new TableOptions { Standardises = standardises }))
            .Should().Throw<InvalidDataException>().WithMessage("*plants.csv, column 'a': *same in float32. Subtract*Ignored*");

    [Theory]
    [InlineData(1_700_000_000, 0)] // Always the same.
    [InlineData(1_700_000_000, 3_600)]
    [InlineData(0.1, 1e-3)]
    [InlineData(16_777_216, 2)] // Whole numbers that float32 has.
    public void FromCsv_LargeNumbersThatStayApart_AreRead(double first, double step)
    {
        using TableDataset table = TableDataset.FromCsv(Write(row => first + (step * row)), "y");

        table.Features.Should().Be(1);
    }

    [Theory]
    [InlineData("1e-50")]
    [InlineData("-1e-400")]
    [InlineData("0.0000000000000000000000000000000000000000000000001")]
    public void FromCsv_NumberThatBecomesZero_IsRefused(string cell) =>
        FluentActions.Invoking(() => TableDataset.FromCsv(_files.Write($"a,y\n1,p\n{cell},q\n"), "y"))
            .Should().Throw<InvalidDataException>().WithMessage($"*line 3, column 'a': '{cell}' is so small that it is 0 in float32*");

    [Theory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("0e10")]
    [InlineData("1e-40")]
    public void FromCsv_ZeroAndWhatFloat32Has_IsRead(string cell)
    {
        string path = _files.Write($"a,y\n1,p\n{cell},q\n");

        FluentActions.Invoking(() => TableDataset.FromCsvFiles(path, path, "y", new TableOptions { Standardises = false }).Dispose())
            .Should().NotThrow();
    }

    private string Write(Func<int, double> number) => _files.Write(string.Join('\n', (string[])
        [
            "a,y",
            .. Enumerable.Range(0, 20).Select(
                row => string.Create(CultureInfo.InvariantCulture, $"{number(row):R},{(row < 10 ? "p" : "q")}")),
        ]));
}
