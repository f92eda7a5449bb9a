using System.Text;
using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Tables;

/// <summary>What is a row, and what the first line is.</summary>
public sealed class CsvFileTests : IDisposable
{
    private readonly TableFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("a\n1\n\"\"\n2\n", 3)]
    [InlineData("a\r\n1\r\n\" \"\r\n\r\n   \r\n2\r\n", 3)]
    [InlineData("a\n\n1\n\n\"\"", 2)]
    public void Read_OneColumn_TakesQuotesAroundNothingForARow(string text, int rows)
    {
        using var file = CsvFile.Open(_files.Write(text), new CsvFormat());

        int count = 0;
        while (file.Read())
            count++;

        count.Should().Be(rows);
    }

    // Walked from its start for each cell, such a row takes minutes.
    [Fact]
    public void Read_TensOfThousandsOfQuotedCells_IsOnePass()
    {
        const int Columns = 90_000;
        string names = string.Join(',', Enumerable.Range(0, Columns).Select(column => $"c{column}"));
        using var file = CsvFile.Open(
            _files.Write($"{names}\n{string.Join(',', Enumerable.Repeat("\" \"", Columns))}\n"), new CsvFormat());

        file.Read().Should().BeTrue();
        Enumerable.Range(0, Columns).Select(column => file.Find($"c{column}")).Should().Equal(Enumerable.Range(0, Columns));
    }

    [Fact]
    public void Open_CancelledWithinBlankLines_Stops() =>
        FluentActions.Invoking(() => CsvFile.Open(_files.Write("\n\n\n"), new CsvFormat(), new CancellationToken(canceled: true)))
            .Should().Throw<OperationCanceledException>();

    [Theory]
    [InlineData("1,14.23,1.71,2.43,15.6,127", true)] // Wine.
    [InlineData("5.1,3.5,1.4,0.2,Iris-setosa", true)]
    [InlineData("-1,2,p", true)]
    [InlineData("3,1,2,p", true)]
    [InlineData("5e0", true)]
    [InlineData("0,1,2,3,label", false)] // Pixels.
    [InlineData("label,0,1,2,3", false)]
    [InlineData("country,1990,1995,2000", false)]
    [InlineData("id,year,2001", false)]
    [InlineData("a,0.5,y", false)]
    [InlineData("height,colour,plant", false)]
    public void Open_FirstLineThatLooksLikeARow_IsRefusedUnlessTheFormatSays(string line, bool refused)
    {
        string path = _files.Write($"{line}\n{line}\n");

        Action open = () => CsvFile.Open(path, new CsvFormat()).Dispose();

        if (refused)
            open.Should().Throw<InvalidDataException>()
                .WithMessage($"*line 1:*'{line}' looks like a row. Set CsvFormat.HasHeader to false*true*");
        else
            open.Should().NotThrow();
        using var named = CsvFile.Open(path, new CsvFormat { HasHeader = true });
        named.Names.Should().Equal(line.Split(','));
        using var numbered = CsvFile.Open(path, new CsvFormat { HasHeader = false });
        numbered.Names[0].Should().Be("column 1");
    }

    [Fact]
    public void Read_AnotherNumberOfCells_NamesEveryCause()
    {
        using var file = CsvFile.Open(_files.Write("a,b\n1,2,3\n"), new CsvFormat());

        FluentActions.Invoking(file.Read).Should().Throw<InvalidDataException>()
            .WithMessage("*line 2: there are 3 cells, and the header has 2.*Delimiter*SkippedLines*HasHeader*");
    }

    [Theory]
    [InlineData("sep=;\na;b\n", "*line 1: this is a note that ';' stands between cells*SkippedLines to 1*Delimiter*")]
    [InlineData("\nsep=,\na,b\n", "*line 2: this is a note that ',' stands between cells*SkippedLines to 2*")]
    [InlineData("sep=\t\na\tb\n", "*this is a note*")]
    [InlineData("\uFEFF\uFEFFa,b\n1,2\n", "*line 1: there is a byte order mark too many*")]
    public void Open_SomethingBeforeTheTable_IsNamed(string text, string message) => ShouldRefuse(Encoding.UTF8.GetBytes(text), message);

    [Fact]
    public void Open_GzippedTwice_SaysThatItIsGzipped() =>
        ShouldRefuse(
            IdxFiles.GZip(IdxFiles.GZip(Encoding.UTF8.GetBytes(TableFiles.Plants))), "* It looks like a gzipped file: unpack it first.");

    [Fact]
    public void FromCsv_HalfACharacterOfUtf16_IsNamed() =>
        FluentActions.Invoking(() => TableDataset.FromCsv(
            _files.Write([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(TableFiles.Plants)[..^1]]), "plant"))
            .Should().Throw<InvalidDataException>().WithMessage("*line 21, column 'plant': *UTF-16*");

    private void ShouldRefuse(byte[] content, string message) =>
        FluentActions.Invoking(() => CsvFile.Open(_files.Write(content), new CsvFormat()))
            .Should().Throw<InvalidDataException>().WithMessage(message);
}
