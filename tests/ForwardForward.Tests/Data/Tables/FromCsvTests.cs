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
