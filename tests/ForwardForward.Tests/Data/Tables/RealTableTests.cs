using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Tables;

/// <summary>Well-known tables, whose files have a first line that is no header and classes by number.</summary>
public sealed class RealTableTests : IDisposable
{
    private static readonly TableOptions WithoutHeader = new() { Format = new CsvFormat { HasHeader = false, SkippedLines = 1 } };
    private readonly TableFiles _files = new();

    public void Dispose() => _files.Dispose();

    [RealDataFact("tables")]
    public void FromCsv_RealTables_HaveTheirRowsAndColumns()
    {
        foreach ((string name, TableOptions options, int rows, int features, int classes) in
            new (string, TableOptions, int, int, int)[]
            {
                ("iris.csv", WithoutHeader, 150, 4, 3), ("wine_data.csv", WithoutHeader, 178, 13, 3),
                ("breast_cancer.csv", WithoutHeader, 569, 30, 2),
                ("digits.csv.gz", new TableOptions { Format = new CsvFormat { HasHeader = false } }, 1797, 64, 10),
            })
        {
            using TableDataset table = TableDataset.FromCsv(PathOf(name), ^1, options);

            (table.Train.Count + table.Test.Count, table.Features, table.Classes).Should().Be((rows, features, classes), name);
        }
    }

    // Without scaling, or with labels that lie beside the rows by one, accuracies stay far below.
    [RealDataFact("tables")]
    public void Network_OfIris_LearnsAndNamesRawRowsTheSameOnceLoaded()
    {
        using TableDataset iris = TableDataset.FromCsv(PathOf("iris.csv"), ^1, WithoutHeader);
        using FFNetwork network = new FFNetworkBuilder().WithDataset(iris).AddProjection(100).AddProjection(100).Build();
        network.Fit(iris.Train, new TrainingOptions { Epochs = 60, BatchSize = 16 });
        network.MeasureAccuracy(iris.Test).Should().BeGreaterThan(0.85);
        network.Save(_files.Below("iris.safetensors"));

        using FFNetwork again = FFNetwork.Load(_files.Below("iris.safetensors"));

        IReadOnlyList<string> named = again.PredictTable(PathOf("iris.csv"), WithoutHeader.Format);
        named.Should().Equal(network.PredictTable(PathOf("iris.csv"), WithoutHeader.Format));
        string[] rows = [.. File.ReadLines(PathOf("iris.csv")).Skip(1)];
        named.Zip(rows, (name, row) => row.EndsWith($",{name}", StringComparison.Ordinal)).Count(right => right)
            .Should().BeGreaterThan(140);
        string[] cells = rows[^1].Split(',');
        again.PredictRow(cells.SkipLast(1).Index().ToDictionary(
            cell => $"column {cell.Index + 1}", cell => cell.Item, StringComparer.Ordinal)).Should().Be(named[^1]);
    }

    [RealDataFact("tables")]
    public void Network_OfIrisByAppendedLabels_Learns()
    {
        using TableDataset iris = TableDataset.FromCsv(PathOf("iris.csv"), ^1, WithoutHeader);
        using FFNetwork network = new FFNetworkBuilder().WithDataset(iris).AddDense(100).AddDense(100).Build();

        network.Fit(iris.Train, new TrainingOptions { Epochs = 60, BatchSize = 16 });

        network.MeasureAccuracy(iris.Test).Should().BeGreaterThan(0.85);
    }

    private static string PathOf(string name) => Path.Combine(RealDataFactAttribute.Folder("tables")!, name);
}
