using System.IO.Compression;
using System.Text;
using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;

namespace ForwardForward.Tests.Data.Tables;

/// <summary>The ways in which a table may be written.</summary>
public sealed class CsvFormatTests : IDisposable
{
    private readonly TableFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("a;y\n1;p\n2;p\n3;q\n4;q", ';', '"')]
    [InlineData("a\ty\n1\tp\n2\tp\n3\tq\n4\tq", '\t', '"')]
    [InlineData("a,y\r\n1,p\r\n2,p\r\n3,q\r\n4,q\r\n", ',', '"')]
    [InlineData("\uFEFFa,y\n1,p\n2,p\n3,q\n4,q", ',', '"')]
    [InlineData("\n\na,y\n\n1,p\n2,p\n   \n3,q\n4,q\n\n\n", ',', '"')]
    [InlineData("\"a\",y\n\"1\",\"p\"\n2,p\n3,\"q\"\n4,q", ',', '"')]
    [InlineData("'a',y\n'1','p'\n2,p\n3,'q'\n4,q", ',', '\'')]
    [InlineData(" a , y\n 1, p\n2 ,p \n3,q\n4 ,q", ',', '"')]
    [InlineData("a,y\n1e0,p\n+2,p\n3.0,q\n4.,q", ',', '"')]
    public void FromCsv_WaysToWriteATable_ReadTheSame(string text, char delimiter, char quote)
    {
        CsvFormat format = new() { Delimiter = delimiter, Quote = quote };

        using TableDataset table = TableDataset.FromCsv(
            _files.Write(text), "y", new TableOptions { Format = format, TestFraction = 0.5 });

        table.ClassNames.Should().Equal("p", "q");
        Values(table.Train.Images).Concat(Values(table.Test.Images)).Order().Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    public void FromCsv_LinesAndQuotesWithinCells_AreTextsOfCategories()
    {
        using TableDataset table = TableDataset.FromCsvFiles(
            _files.Write("what,y\n\"two\r\nlines\",p\n\"he said \"\"hi\"\", twice\",q\n"), _files.Write("what,y\n#1,p", "test.csv"), "y",
            new TableOptions { AllowsUnknownCategories = true });

        table.Encoding.Columns[0].Categories.Should().Equal("he said \"hi\", twice", "two\r\nlines");
        Values(table.Test.Images).Should().Equal([0, 0], "a line that begins with # is no comment, and its category is none");
    }

    [Theory]
    [InlineData("\" \"\"x\"\" \"")]
    [InlineData("\"\t\"\"x\"\"\"")]
    public void FromCsv_QuotedCellWhoseTextBeginsWithSpaceAndQuote_IsItsText(string cell)
    {
        using TableDataset table = TableDataset.FromCsvFiles(
            _files.Write($"a,what,y\n\"1\",{cell},p\n2,y,q\n"), _files.Write("a,what,y\n1,y,p", "test.csv"), "y");

        table.Encoding.Columns[1].Categories.Should().Equal("\"x\"", "y");
    }

    [Theory]
    [InlineData("1.2.3", "10.2.4")] // Versions.
    [InlineData("192.168.1.10", "10.0.0.1")]
    [InlineData("2024-01-02", "2024-01-03")]
    [InlineData("1,2,3", "1,2,4")] // Lists.
    [InlineData("12,34,567", "x")]
    [InlineData("1,2345,678", "x")]
    public void FromCsv_TextsOfDigits_AreCategories(string one, string other)
    {
        TableOptions options = new() { Format = new CsvFormat { Delimiter = ';' } };

        using TableDataset table = TableDataset.FromCsvFiles(
            _files.Write($"a;y\n{one};p\n{other};q\n"), _files.Write($"a;y\n{one};p", "test.csv"), "y", options);

        table.Encoding.Columns[0].Categories.Should().BeEquivalentTo(one, other);
    }

    [Theory]
    [InlineData("He said \"hi, and left\na,y\n", 1)]
    [InlineData("\"open\r\n\"\"\"\ra,y\r\n", 2)]
    [InlineData("\n \na,y\n", 2)]
    public void FromCsv_SkippedLines_AreNoCsv(string start, int lines)
    {
        TableOptions options = new() { Format = new CsvFormat { SkippedLines = lines }, TestFraction = 0.5 };

        using TableDataset table = TableDataset.FromCsv(_files.Write(start + "1,p\n2,p\n3,q\n4,q\n"), "y", options);

        table.ClassNames.Should().Equal("p", "q");
        FluentActions.Invoking(() => TableDataset.FromCsv(_files.Write(start + "1,p\nx,p\n"), "y", options))
            .Should().Throw<InvalidDataException>().WithMessage($"*line {lines + 3}, column 'a'*unlike what stands in line {lines + 2}.*");
        FluentActions.Invoking(() => TableDataset.FromCsv(
            _files.Write("a,y\n1,p"), "y", new TableOptions { Format = new CsvFormat { SkippedLines = 5 } }))
            .Should().Throw<InvalidDataException>().WithMessage("*is empty*");
    }

    [Fact]
    public void FromCsv_NoHeader_NamesColumnsByTheirNumbers()
    {
        TableOptions options = new()
        {
            Format = new CsvFormat { HasHeader = false, SkippedLines = 1 },
            Categorical = [1],
            Ignored = ["column 3"],
        };

        using TableDataset table = TableDataset.FromCsv(_files.Write("4,2,p,q\n1,7,x,p\n2,8,x,p\n3,7,x,q\n4,8,x,q"), ^1, options);

        table.Encoding.Columns.Select(column => (column.Name, column.Features)).Should().Equal(("column 1", 1), ("column 2", 2));
        table.Encoding.Columns[1].Categories.Should().Equal("7", "8");
        table.ClassNames.Should().Equal("p", "q");
    }

    [Fact]
    public void FromCsv_Gzipped_ReadsTheSame()
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(TableFiles.Plants));

        using TableDataset plain = TableDataset.FromCsv(_files.Write(TableFiles.Plants), "plant");
        using TableDataset zipped = TableDataset.FromCsv(_files.Write(packed.ToArray(), "plants.csv.gz"), "plant");

        using TableDataset joined = TableDataset.FromCsv(
            _files.Write([.. Encoding.UTF8.GetBytes(TableFiles.Plants).Chunk(100).SelectMany(IdxFiles.GZip)], "joined.csv.gz"), "plant");

        zipped.Name.Should().Be("plants");
        Values(joined.Train.Images).Should().Equal(Values(plain.Train.Images));
        Values(zipped.Train.Images).Should().Equal(Values(plain.Train.Images));
        FluentActions.Invoking(() => TableDataset.FromCsv(_files.Write(packed.ToArray()[..^30], "cut.csv.gz"), "plant"))
            .Should().Throw<InvalidDataException>().WithMessage("*cut.csv.gz*cut short*");
    }

    [Fact]
    public void FromCsv_Utf16WithAMark_ReadsTheSame()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(TableFiles.Plants)];

        using TableDataset plants = TableDataset.FromCsv(_files.Write(bytes), "plant");

        plants.ClassNames.Should().Equal("fern", "moss");
    }
}
