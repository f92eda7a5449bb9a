namespace ForwardForward.Tests.Samples;

public sealed class TablesTests
{
    [Fact]
    public async Task Run_DrawnTable_SavesANetworkThatNamesRows()
    {
        using TemporaryFolder folder = new();

        SampleProcess run = await SampleProcess.RunAsync("Tables", "--out", folder.Path);
        SampleProcess named = await SampleProcess.RunAsync(
            "Tables", "classify", folder.Combine("network.safetensors"), folder.Combine("fruit.csv"));

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        run.Output
            .Should().MatchRegex(@"(?s)3 columns, 5 numbers a row; .*classes apple, lemon, pear.*\ntest accuracy: \d{1,3}\.\d{2} %\r?\n$");
        named.Error.Should().BeEmpty();
        string[] right =
            [.. File.ReadLines(folder.Combine("fruit.csv")).Skip(1).Select((row, index) => $"row {index + 1}: {row.Split(',')[^1]}")];
        string[] told = named.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        told.Intersect(right, StringComparer.Ordinal).Should().HaveCountGreaterThan(right.Length * 8 / 10);
    }

    [Fact]
    public async Task Run_ColumnsAndTextsThatAreNamed_AreReadSo()
    {
        using TemporaryFolder folder = new();
        File.WriteAllLines(
            folder.Combine("plants.csv"),
            Enumerable.Range(0, 20).Select(row => $"n{row},{row % 2},{Height(row)},{(row < 10 ? "moss" : "fern")}")
                .Prepend("id,site,height,plant"));

        SampleProcess run = await SampleProcess.RunAsync(
            "Tables", "--data", folder.Combine("plants.csv"), "--ignore", "id", "--categorical", "site", "--missing", "mean",
            "--missing-text", "NA", "?", "--epochs", "1", "--out", folder.Path);

        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("2 columns, 3 numbers a row");

        static object Height(int row) => row switch { 3 => "NA", 4 => "?", _ => row };
    }

    [Fact]
    public async Task Run_NoColumnOfThatName_FailsWithOneLine()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("plants.csv"), "height,plant\n1,moss\n2,fern\n");

        SampleProcess run = await SampleProcess.RunAsync(
            "Tables", "--data", folder.Combine("plants.csv"), "--label", "species", "--out", folder.Path);

        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("error: ").And.Contain("'species'").And.Contain("height, plant").And.NotContain("   at ");
    }
}
