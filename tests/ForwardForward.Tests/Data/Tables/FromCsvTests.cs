using System.IO.Compression;
using System.Text;
using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;

namespace ForwardForward.Tests.Data.Tables;

/// <summary>What becomes of tables that are whole.</summary>
public sealed class FromCsvTests : IDisposable
{
    private readonly TableFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void FromCsv_NumbersAndTexts_AreVectorsOfNumbersAndCategories()
    {
        using TableDataset plants = TableDataset.FromCsv(_files.Write(TableFiles.Plants), "plant");

        plants.Name.Should().Be("plants");
        plants.ClassNames.Should().Equal("fern", "moss");
        plants.Features.Should().Be(3);
        plants.Encoding.Columns.Select(column => (column.Name, column.IsNumeric)).Should().Equal(("height", true), ("colour", false));
        plants.Encoding.Columns[1].Categories.Should().Equal("blue", "red");
        plants.Train.Shape.Should().Be(new ImageShape(1, 1, 3));
        (plants.Train.Count, plants.Test.Count, plants.Validation).Should().Be((16, 4, null));
        // Rows of moss stand first in the file, those of ferns are class 0.
        Values(plants.Train.Images).Chunk(3).Should().OnlyContain(row => row[1] + row[2] == 1)
            .And.Contain(row => row[0] == 4.5f && row[1] == 1).And.Contain(row => row[0] == 6.5f && row[1] == 0);
        Longs(plants.Train.Labels).Should().Equal(Enumerable.Repeat(1L, 8).Concat(Enumerable.Repeat(0L, 8)));
        Longs(plants.Test.Labels).Should().Equal(1, 1, 0, 0);
    }

    [Fact]
    public void FromCsv_Standardised_MeasuresNumbersOnTheTrainingPartAlone()
    {
        using TableDataset plants = TableDataset.FromCsv(_files.Write(TableFiles.Plants), "plant");

        float[] heights = [.. Values(plants.Train.Images).Where((_, index) => index % 3 == 0)];
        Standardisation scaling = plants.Train.Standardisation!;
        scaling.Means[0].Should().BeApproximately(heights.Average(), 1e-9);
        scaling.Deviations[0].Should().BeApproximately(
            Math.Sqrt(heights.Average(height => Math.Pow(height - heights.Average(), 2))), 1e-5);
        scaling.Means.Skip(1).Should().Equal([0, 0], "categories stay 0 and 1");
        scaling.Deviations.Skip(1).Should().Equal(1, 1);
        plants.Test.Standardisation.Should().Be(scaling);
    }

    [Fact]
    public void FromCsv_NotStandardised_HasNoScaling()
    {
        using TableDataset plants = TableDataset.FromCsv(
            _files.Write(TableFiles.Plants), "plant", new TableOptions { Standardises = false });

        plants.Train.Standardisation.Should().BeNull();
    }

    [Fact]
    public void FromCsv_ColumnThatNeverDiffers_LosesItsMeanAlone()
    {
        using TableDataset table = TableDataset.FromCsv(_files.Write("a,same,y\n1,7,p\n2,7,p\n3,7,q\n4,7,q"), "y");

        (table.Train.Standardisation!.Means[1], table.Train.Standardisation.Deviations[1]).Should().Be((7, 1));
    }

    [Theory]
    [InlineData(0L, 0L, true)]
    [InlineData(0L, 1L, false)]
    public void FromCsv_Seed_DecidesTheSplit(long first, long second, bool same)
    {
        string path = _files.Write(TableFiles.Plants);
        using TableDataset one = TableDataset.FromCsv(path, "plant", new TableOptions { Seed = first });
        using TableDataset other = TableDataset.FromCsv(path, "plant", new TableOptions { Seed = second });

        Values(one.Test.Images).SequenceEqual(Values(other.Test.Images)).Should().Be(same);
    }

    [Fact]
    public void FromCsv_Validation_IsPutAsideBeforeAnythingIsMeasured()
    {
        using TableDataset plants = TableDataset.FromCsv(
            _files.Write(TableFiles.Plants), "plant", new TableOptions { TestFraction = 0.3, ValidationFraction = 0.25 });

        (plants.Train.Count, plants.Test.Count, plants.Validation!.Count).Should().Be((10, 6, 4));
        plants.Train.Standardisation!.Means[0].Should().BeApproximately(
            Values(plants.Train.Images).Where((_, index) => index % 3 == 0).Average(), 1e-6);
        Values(plants.Train.Images).Chunk(3).Concat(Values(plants.Test.Images).Chunk(3)).Concat(Values(plants.Validation.Images).Chunk(3))
            .Select(row => row[0]).Order().Should().Equal(
                Enumerable.Range(0, 10).Select(row => row + 0.5f).Concat(Enumerable.Range(20, 10).Select(row => (float)row)));
    }

    // Half of a class of three is two; one each must stay to learn from and to choose by.
    [Fact]
    public void FromCsv_ClassesOfThreeRows_GiveOneToEachPart()
    {
        using TableDataset table = TableDataset.FromCsv(
            _files.Write("a,y\n1,p\n2,p\n3,p\n4,q\n5,q\n6,q\n"), "y", new TableOptions { TestFraction = 0.5, ValidationFraction = 0.25 });

        (table.Train.Count, table.Test.Count, table.Validation!.Count).Should().Be((2, 2, 2));
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".csv.gz")]
    public void NameOf_AFileThatIsCalledByItsExtension_IsAllOfIt(string name) => TableLearning.NameOf(name).Should().Be(name);

    // U+FFFF is no character of a text, and still no sign of a comment.
    [Fact]
    public void FromCsv_RowThatBeginsWithAnUnusedCharacter_IsARow()
    {
        using TableDataset table = TableDataset.FromCsv(_files.Write("y,a\n\uFFFF,1\n\uFFFF,2\nq,3\nq,4\n"), "y");

        table.Train.Count.Should().Be(2);
        table.ClassNames.Should().Equal("q", "\uFFFF");
    }

    [Fact]
    public void FromCsv_TwoFiles_TestsOnTheSecondWithWhatTheFirstMeasured()
    {
        string train = _files.Write("a,colour,y\n1,red,p\n3,blue,q\n", "train.csv"),
            test = _files.Write("y,colour,a\nq,red,5\n", "test.csv");

        using TableDataset table = TableDataset.FromCsvFiles(train, test, "y");

        Values(table.Train.Images).Should().Equal(1, 0, 1, 3, 1, 0);
        Values(table.Test.Images).Should().Equal(5, 0, 1);
        Longs(table.Test.Labels).Should().Equal(1);
        table.Train.Standardisation!.Means[0].Should().Be(2);
    }

    [Fact]
    public void FromCsv_NumericLabels_KeepTheirTexts()
    {
        using TableDataset table = TableDataset.FromCsv(_files.Write("a,y\n1,10\n2,10\n3,2\n4,2\n5,02\n6,02"), "y");

        table.ClassNames.Should().Equal("02", "10", "2");
    }

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

    [Fact]
    public void FromCsv_MissingAsMean_MeasuresTheTrainingPartAlone()
    {
        string train = _files.Write("a,colour,y\n1,red,p\n2,red,p\n,blue,q\n6,,q\n?,red,q", "train.csv");
        string test = _files.Write("a,colour,y\n,,p\n100,blue,q", "test.csv");

        using TableDataset table = TableDataset.FromCsvFiles(
            train, test, "y", new TableOptions { MissingValues = MissingValues.Mean, MissingTexts = ["?"] });

        table.Encoding.Columns[0].Fill.Should().Equal(3);
        table.Encoding.Columns[1].Fill.Should().Equal(0.25, 0.75);
        Values(table.Train.Images).Should().Equal(1, 0, 1, 2, 0, 1, 3, 1, 0, 6, 0.25f, 0.75f, 3, 0, 1);
        Values(table.Test.Images).Should().Equal(3, 0.25f, 0.75f, 100, 1, 0);
    }

    [Fact]
    public void FromCsv_MissingDropped_LeavesRowsOutOfEveryPart()
    {
        string train = _files.Write("a,y\n1,p\n,p\n3,q\n4,\n5,q", "train.csv"), test = _files.Write("a,y\n,p\n7,q", "test.csv");

        using TableDataset table = TableDataset.FromCsvFiles(train, test, "y", new TableOptions { MissingValues = MissingValues.Drop });

        Values(table.Train.Images).Should().Equal(1, 3, 5);
        Values(table.Test.Images).Should().Equal(7);
        table.Encoding.Columns[0].Fill.Should().BeEmpty();
    }

    [Fact]
    public void FromCsv_Cancelled_Stops() =>
        FluentActions.Invoking(() => TableDataset.FromCsv(
            _files.Write(TableFiles.Plants), "plant", new TableOptions { Cancellation = new CancellationToken(canceled: true) }))
            .Should().Throw<OperationCanceledException>();
}
