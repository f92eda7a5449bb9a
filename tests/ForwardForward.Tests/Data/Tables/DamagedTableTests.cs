using System.Text;
using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Tables;

/// <summary>Tables that are damaged end in one exception that names file, line and column, and says what to do.</summary>
public sealed class DamagedTableTests : IDisposable
{
    private readonly TableFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("a,y\n1,p\n\"2,p\n3,q\n4,q\n", "*plants.csv, line 3: the quotes are damaged*without a closing quote*")]
    [InlineData("a,y\n\"1\"x,p\n2,p\n3,q\n", "*plants.csv, line 2: the quotes are damaged*")]
    [InlineData("a,y\n1,p\n2\n3,q\n", "*plants.csv, line 3: there are 1 cells, and the header has 2*Delimiter*")]
    [InlineData("a,b,y\n\"1\n\n\",2,p\n2,p,q,r\n", "*plants.csv, line 5: there are 4 cells, and the header has 3*")]
    [InlineData("a,y\n1,p\nNaN,p\n", "*line 3, column 'a': 'NaN' is not a finite number*MissingTexts*")]
    [InlineData("a,y\n1,p\nnan,p\n", "*line 3, column 'a': 'nan' is not a finite number*")]
    [InlineData("a,y\n1,p\n-inf,p\n", "*line 3, column 'a': '-inf' is not a finite number*")]
    [InlineData("a,y\nInfinity,p\n2,p\n", "*line 2, column 'a': 'Infinity' is not a finite number*")]
    [InlineData("a,y\n1,p\n1e400,p\n", "*line 3, column 'a': '1e400' is not a finite number of float32*")]
    [InlineData("a,y\n1,p\n1e39,p\n", "*line 3, column 'a': '1e39' is not a finite number of float32*")]
    [InlineData("a,y\n1,p\nx,p\n", "*line 3, column 'a': 'x' is no number, unlike what stands in line 2*MissingTexts*Categorical*")]
    [InlineData("a,y\nx,p\n1,p\n", "*line 3, column 'a': '1' is a number, unlike what stands in line 2*")]
    [InlineData("a;y\n1,5;p\n", "*plants.csv has no column 'y'*It has 1: a;y*", ',')]
    [InlineData("a;y\n1,5;p\n", "*line 2, column 'a': '1,5' is a number with a comma*Categorical*", ';')]
    [InlineData("a;y\n1;p\n-,5e3;p\n", "*line 3, column 'a': '-,5e3' is a number with a comma*", ';')]
    [InlineData("a;y\n1,234,567;p\n", "*line 2, column 'a': '1,234,567' is a number with*thousands*Categorical*", ';')]
    [InlineData("a;y\n1;p\n1.234,5;p\n", "*line 3, column 'a': '1.234,5' is a number with*thousands*", ';')]
    [InlineData("a;y\n1,234.5;p\n", "*line 2, column 'a': '1,234.5' is a number with*", ';')]
    [InlineData("a;y\n1.234.567;p\n", "*line 2, column 'a': '1.234.567' is a number with*", ';')]
    [InlineData("a;y\n1 234;p\n", "*line 2, column 'a': '1 234' is a number with*", ';')]
    [InlineData("a;y\n-1\u00A0234,5;p\n", "*line 2, column 'a': '-1\u00A0234,5' is a number with*", ';')]
    [InlineData("a;y\n1'234.5;p\n", "*line 2, column 'a': '1'234.5' is a number with*", ';')]
    [InlineData("a,y\n,p\n2,p\n", "*line 2, column 'a': the value is missing*Mean or Drop*")]
    [InlineData("a,y\n1,\n2,p\n", "*line 2, column 'y': the value is missing*class of the row, which no mean stands for*Drop*")]
    [InlineData("a, y\n1, \"p\"\n2, \"q\"\n", "*line 2*cell 2 has a space before its quote*")]
    [InlineData("a,b, y\n\"x\"\"\",\"1,\"\"2\", \"p\"\n", "*line 2*cell 3 has a space before its quote*")]
    [InlineData("", "*plants.csv is empty*")]
    [InlineData("\n \n\r\n", "*plants.csv is empty*")]
    [InlineData("a,y\n", "*plants.csv has a header and no row*")]
    [InlineData("a,b,a,y\n1,2,3,p\n", "*line 1, column 'a': two columns have this name*HasHeader*")]
    [InlineData("a,,y\n1,2,p\n", "*line 1, column 'column 2': the header has no name for it*")]
    [InlineData("a\u0001b,y\n1,p\n", "*line 1, column 'column 1': there is the control character U+0001*")]
    [InlineData("a,y\n1,p\n2,\u0007\n", "*line 3, column 'y': there is the control character U+0007*")]
    [InlineData("a,y\n1,p\n2,q\0\n", "*line 3, column 'y': there is the control character U+0000*")]
    [InlineData("a,y\n1,p\n\02,q\n", "*line 3, column 'a': '\\u00002' is no number*")]
    [InlineData("a,y\n1,p\n2\0,q\n", "*line 3, column 'a': '2\\u0000' is no number*")]
    [InlineData("a,b\n1,2\n", "*plants.csv has no column 'y'. It has 2: a, b*")]
    [InlineData("y\np\nq\n", "*plants.csv has no column besides the labels*")]
    [InlineData("a,y\n1,p\n2,p\n3,q\n", "*plants.csv, column 'y': the class 'q' has 1 row, and needs 2*")]
    [InlineData("a,y\n1,p\n2,p\n", "*plants.csv, column 'y': all 2 rows have the class 'p'*two classes*")]
    public void FromCsv_Damaged_SaysWhereAndWhatToDo(string text, string message, char delimiter = ',')
    {
        string path = _files.Write(text);
        long before = Tensors.CountLive();

        FluentActions.Invoking(() => TableDataset.FromCsv(
            path, "y", new TableOptions { Format = new CsvFormat { Delimiter = delimiter } }))
            .Should().Throw<InvalidDataException>().WithMessage(message).WithMessage($"*{_files.Folder}*");

        Tensors.CountLive().Should().Be(before);
    }

    [Fact]
    public void FromCsv_NotUtf8_NamesTheLine()
    {
        string path = _files.Write(Encoding.Latin1.GetBytes("a,y\n1,p\n2,grün\n"));

        ShouldRefuse(path, "*plants.csv, line 3, column 'y': there are bytes that are not UTF-8, nor UTF-16*Save the file as UTF-8.");
    }

    [Fact]
    public void FromCsv_Utf16WithoutAMark_IsTold() =>
        ShouldRefuse(_files.Write(Encoding.Unicode.GetBytes("a,y\n1,p\n")), "*line 1*control character U+0000*UTF-8*");

    [Theory]
    [InlineData('x', "*plants.csv, line 3: the row has more than 2000000 characters*")]
    [InlineData(',', "*plants.csv, line 3: the row has more than 2000000 characters*")]
    [InlineData('"', "*plants.csv, line 3: *")]
    public void FromCsv_LineOfAHundredMegabytes_IsRefusedWithinBounds(char letter, string message)
    {
        string path = _files.Write("a,y\n1,p\n");
        using (FileStream file = File.Open(path, FileMode.Append))
        {
            byte[] part = new byte[1 << 20];
            Array.Fill(part, (byte)letter);
            for (int written = 0; written < 100; written++)
                file.Write(part);
        }
        long before = GC.GetTotalAllocatedBytes();

        ShouldRefuse(path, message);

        (GC.GetTotalAllocatedBytes() - before).Should().BeLessThan(200_000_000, "the line is not read to its end");
    }

    [Fact]
    public void FromCsv_QuoteLeftOpenInALargeFile_IsRefusedWithinBounds()
    {
        string path = _files.Write("a,y\n\"1,p\n" + string.Concat(Enumerable.Repeat("2,q\n", 2_000_000)));

        ShouldRefuse(path, "*plants.csv, line 2: the row has more than 2000000 characters. A quote may be left open*");
    }

    [Fact]
    public void FromCsv_MoreColumnsThanThereCanBe_IsRefused() =>
        ShouldRefuse(_files.Write(new string(',', 200_000)), "*line 1: there are 200001 columns, and there can be 100000*");

    [Fact]
    public void FromCsv_TextsThatAreNoCategories_AreRefused() =>
        ShouldRefuse(
            _files.Write($"name,y\n{string.Join('\n', Enumerable.Range(0, 2_000).Select(row => $"n{row}x,{row % 2}"))}"),
            "*line 1002, column 'name': there are more than 1000 different texts*Ignored*");

    [Fact]
    public void FromCsv_LongCell_IsNotRepeatedInTheMessage() =>
        FluentActions.Invoking(() => TableDataset.FromCsv(_files.Write($"a,y\n1,p\n{new string('n', 1_000_000)},p\n"), "y"))
            .Should().Throw<InvalidDataException>().Which.Message.Length.Should().BeLessThan(1_000);

    [Fact]
    public void FromCsv_Folder_IsTold() =>
        FluentActions.Invoking(() => TableDataset.FromCsv(_files.Folder, "y"))
            .Should().Throw<UnauthorizedAccessException>().WithMessage($"{_files.Folder} is a folder*");

    [Fact]
    public void FromCsv_NoFile_IsTold() =>
        FluentActions.Invoking(() => TableDataset.FromCsv(_files.Below("none.csv"), "y")).Should().Throw<FileNotFoundException>();

    [Theory]
    [InlineData(0.2, 0.0, "*the class 'q' has 1 row, and needs 2*")]
    [InlineData(0.2, 0.2, "*the class 'q' has 1 row, and needs 3*")]
    public void FromCsv_ClassOfOneRow_SaysHowManyItNeeds(double test, double validation, string message) =>
        FluentActions.Invoking(() => TableDataset.FromCsv(
            _files.Write("a,y\n1,p\n2,p\n3,p\n4,q\n"), "y", new TableOptions { TestFraction = test, ValidationFraction = validation }))
            .Should().Throw<InvalidDataException>().WithMessage(message);

    [Theory]
    [InlineData("a,colour,y\n5,green,q", "*test.csv, line 2, column 'colour': the category 'green' is not known*blue, red*Allows*")]
    [InlineData("a,colour,y\n5,red,r", "*test.csv, line 2, column 'y': the class 'r' is not known*p, q*")]
    [InlineData("a,y\n5,q", "*test.csv has no column 'colour'. It has 2: a, y*")]
    [InlineData("a,colour,y\nmany,red,q", "*test.csv, line 2, column 'a': 'many' is no number*")]
    public void FromCsv_TestFileOfSomethingElse_SaysWhere(string test, string message) =>
        FluentActions.Invoking(() => TableDataset.FromCsvFiles(
            _files.Write("a,colour,y\n1,red,p\n3,blue,q\n", "train.csv"), _files.Write(test, "test.csv"), "y"))
            .Should().Throw<InvalidDataException>().WithMessage(message);

    [Fact]
    public void FromCsv_ColumnWithoutAnyValue_IsTold() =>
        FluentActions.Invoking(() => TableDataset.FromCsv(
            _files.Write("a,b,y\n1,,p\n2,,p\n3,,q\n4,,q\n"), "y", new TableOptions { MissingValues = MissingValues.Mean }))
            .Should().Throw<InvalidDataException>().WithMessage("*plants.csv, column 'b': the training part has no value*Ignored*");

    [Fact]
    public void FromCsv_NoWholeRow_IsTold() =>
        FluentActions.Invoking(() => TableDataset.FromCsv(
            _files.Write("a,b,y\n1,,p\n,2,q\n"), "y", new TableOptions { MissingValues = MissingValues.Drop }))
            .Should().Throw<InvalidDataException>().WithMessage("*a value is missing in each of the 2 rows*");

    [Theory]
    [InlineData("a")]
    [InlineData("\"")]
    public void CsvFormat_DelimiterThatIsNone_IsRefused(string delimiter) =>
        FluentActions.Invoking(() => TableDataset.FromCsv(
            _files.Write(TableFiles.Plants), "plant", new TableOptions { Format = new CsvFormat { Delimiter = delimiter[0] } }))
            .Should().Throw<ArgumentException>();

    private static void ShouldRefuse(string path, string message) =>
        FluentActions.Invoking(() => TableDataset.FromCsv(path, "y")).Should().Throw<InvalidDataException>().WithMessage(message);
}
