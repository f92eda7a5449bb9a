using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data.Tables;
using ForwardForward.Tests.Persistence.Safetensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>A network that learned from a table takes its raw rows, also after it was saved and loaded.</summary>
public sealed class TableNetworkTests : IDisposable
{
    private static readonly TrainingOptions Training = new() { Epochs = 60, BatchSize = 8 };
    private readonly TableFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void WithDataset_Table_AppendsTheLabelAndScales()
    {
        using TableDataset plants = Plants();

        FFNetworkDefinition definition = new FFNetworkBuilder().WithDataset(plants).AddDense(8).Define();

        definition.LabelEmbedding.Should().BeOfType<AppendedLabel>();
        definition.Input.Should().Be(new ImageShape(1, 1, 3));
        definition.ClassNames.Should().Equal("fern", "moss");
        definition.Standardisation.Should().Be(plants.Images.Standardisation);
        definition.Table.Should().BeSameAs(plants.Encoding);
    }

    [Fact]
    public void WithDataset_TableAndAnEmbedding_KeepsTheEmbedding()
    {
        using TableDataset plants = Plants();
        FirstPixelsOverlay overlay = new();

        new FFNetworkBuilder().WithLabelEmbedding(overlay).WithDataset(plants).AddDense(8).Define().LabelEmbedding.Should().Be(overlay);
        new FFNetworkBuilder().WithDataset(plants).WithLabelEmbedding(overlay).AddDense(8).Define().LabelEmbedding.Should().Be(overlay);
    }

    [Fact]
    public void WithDataset_ImagesAfterATable_AreImagesAgain()
    {
        using TableDataset plants = Plants();
        using ImageDataset images = new("images", SyntheticImages.Create(6), SyntheticImages.Create(6));

        FFNetworkDefinition definition = new FFNetworkBuilder().WithDataset(plants).WithDataset(images).AddDense(8).Define();

        definition.Table.Should().BeNull();
        definition.LabelEmbedding.Should().BeOfType<FirstPixelsOverlay>();
    }

    [Fact]
    public void Build_TableOfOtherFeatures_IsRefused()
    {
        using TableDataset plants = Plants();

        FluentActions.Invoking(() => new FFNetworkBuilder().WithDataset(plants).WithStandardisation(new Standardisation(0, 2))
                .WithInput(4).AddDense(8).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*table*3 numbers*1×1×4*WithDataset(table)*");
    }

    // Layers that standardise each sample would see the same row three times as long.
    [Theory]
    [InlineData("projection")]
    [InlineData("mean goodness")]
    [InlineData("self-contrastive")]
    [InlineData("view-contrast")]
    public void FirstLayer_OfATable_LeavesRowsAsTheyAre(string kind)
    {
        Func<LayerDefinition> create = kind switch
        {
            "projection" => () => new ProjectionLayerDefinition(8),
            "mean goodness" => () => new MeanGoodnessLayerDefinition(8),
            "self-contrastive" => () => new SelfContrastiveLayerDefinition(8),
            _ => () => new ViewContrastLayerDefinition(8),
        };
        using TableDataset plants = Plants();
        using FFNetwork ofTable = Build(new FFNetworkBuilder().WithDataset(plants));
        using FFNetwork ofVectors = Build(new FFNetworkBuilder().WithInput(3).WithClasses(2));
        Tensor row = Tensors.Random(1, 1, 3), activations = Tensors.Random(1, 1, 8).abs();

        DistanceOf(ofTable, 0, row).Should().BeGreaterThan(0.1);
        DistanceOf(ofVectors, 0, row).Should().BeLessThan(1e-3);
        DistanceOf(ofTable, 1, activations).Should().BeLessThan(1e-3, "what layers make of a row is standardised");

        FFNetwork Build(FFNetworkBuilder builder) =>
            builder.AddLayer(create()).AddLayer(create()).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();

        static double DistanceOf(FFNetwork network, int layer, Tensor input) =>
            (network.Layers[layer].Forward(input) - network.Layers[layer].Forward(input.Multiply(3))).abs().max().ToDouble();
    }

    [Fact]
    public void SavedNetwork_RawRows_PredictsAsBefore()
    {
        using TableDataset plants = Plants();
        using FFNetwork network = new FFNetworkBuilder().WithDataset(plants).AddDense(16).AddDense(16).Build();
        network.Fit(plants.Train, Training);
        network.Save(_files.Below("plants.safetensors"));

        using FFNetwork again = FFNetwork.Load(_files.Below("plants.safetensors"));

        network.MeasureAccuracy(plants.Test).Should().Be(1);
        string rows = _files.Write("colour,height,extra\nred,3,x\nblue,25,y\nred,28,\n", "rows.csv");
        again.PredictTable(rows).Should().Equal("moss", "fern", "fern").And.Equal(network.PredictTable(rows));
        again.PredictTable(_files.Write(TableFiles.Plants)).Should().Equal(
            Enumerable.Repeat("moss", 10).Concat(Enumerable.Repeat("fern", 10)), "the column of labels is not read");
        again.PredictRow(Row(("height", "3"), ("colour", "blue"))).Should().Be("moss");
        again.PredictRow(Row(("height", " 25 "), ("colour", "red"), ("plant", "moss"))).Should().Be("fern");
        again.Definition.Should().Be(network.Definition);
    }

    [Fact]
    public void SavedNetwork_ByProjections_PredictsItsTestRowsFromTheFile()
    {
        using TableDataset plants = Plants();
        using FFNetwork network = new FFNetworkBuilder().WithDataset(plants).AddProjection(16).AddProjection(16).Build();
        network.Fit(plants.Train, Training);
        network.Save(_files.Below("plants.safetensors"));
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        twin.Fit(plants.Train, Training);

        using FFNetwork again = FFNetwork.Load(_files.Below("plants.safetensors"));

        again.MeasureAccuracy(plants.Test).Should().Be(1);
        twin.MeasureAccuracy(plants.Test).Should().Be(1);
        using LinearProbe probe = LinearProbe.Fit(
            RawPixels.Features, plants.Train, new ProbeOptions { Head = new RidgeHead { Strengths = [1] } });
        probe.MeasureAccuracy(plants.Test).Should().Be(1);
        using Tensor read = again.Definition.Table!.Read(_files.Write(TableFiles.Plants));
        again.PredictNames(read).Should().Equal(again.PredictTable(_files.Below("plants.csv")));
    }

    [Fact]
    public void PredictRow_MissingWhereMeansAreKept_FillsItIn()
    {
        using TableDataset plants = TableDataset.FromCsv(
            _files.Write(TableFiles.Plants), "plant", new TableOptions { MissingValues = MissingValues.Mean });
        using FFNetwork network = new FFNetworkBuilder().WithDataset(plants).AddProjection(16).Build();
        network.Fit(plants.Train, Training);

        network.PredictRow(Row(("height", "2"), ("colour", ""))).Should().Be("moss");
        network.PredictRow(Row(("height", "29"), ("colour", ""))).Should().Be("fern");
    }

    [Theory]
    [InlineData("height=many colour=red", "The row, column 'height': 'many' is no number*Correct*")]
    [InlineData("height=1 colour=green", "The row, column 'colour': the category 'green' is not known*blue, red*")]
    [InlineData("height=1", "The row, column 'colour': it is not there*")]
    [InlineData("height= colour=red", "The row, column 'height': the value is missing*MissingValues.Mean*")]
    [InlineData("height=1e39 colour=red", "The row, column 'height': '1e39' is not a finite number*")]
    public void PredictRow_RowOfSomethingElse_SaysWhichColumn(string cells, string message)
    {
        using TableDataset plants = Plants();
        using FFNetwork network = new FFNetworkBuilder().WithDataset(plants).AddDense(8).Build();

        FluentActions.Invoking(() => network.PredictRow(
            Row([.. cells.Split(' ').Select(cell => (cell.Split('=')[0], cell.Split('=')[1]))])))
            .Should().Throw<ArgumentException>().WithMessage(message).WithParameterName("rows");
    }

    [Fact]
    public void PredictTable_NumberThatFloat32CannotSquare_NamesRowAndColumn()
    {
        using TableDataset plants = Plants();
        using FFNetwork network = new FFNetworkBuilder().WithDataset(plants).AddProjection(8).Build();

        FluentActions.Invoking(() => network.PredictTable(_files.Write("colour,height\nred,1\nred,1e30\n", "rows.csv")))
            .Should().Throw<ArgumentException>().WithMessage("Row 1, column 'height', has a value as large as*");
    }

    [Theory]
    [InlineData("height,colour\n1,red\nmany,red", "*rows.csv, line 3, column 'height': 'many' is no number*")]
    [InlineData("height,colour\n1,green", "*rows.csv, line 2, column 'colour': the category 'green' is not known*")]
    [InlineData("height\n1", "*rows.csv has no column 'colour'*")]
    [InlineData("height,colour\n", "*rows.csv has a header and no row*")]
    public void PredictTable_FileOfSomethingElse_SaysWhere(string text, string message)
    {
        using TableDataset plants = Plants();
        using FFNetwork network = new FFNetworkBuilder().WithDataset(plants).AddDense(8).Build();

        FluentActions.Invoking(() => network.PredictTable(_files.Write(text, "rows.csv")))
            .Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Fact]
    public void PredictTable_NetworkOfImages_SaysWhatToDo()
    {
        using FFNetwork network = SyntheticImages.Network().Build();

        FluentActions.Invoking(() => network.PredictTable("rows.csv"))
            .Should().Throw<InvalidOperationException>().WithMessage("*WithDataset(table)*");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"table\"")]
    [InlineData("{}")]
    [InlineData("""{"columns":[{"name":"a","categories":["b","c","d"],"fill":[]}],"missingTexts":[]}""")]
    [InlineData("""{"columns":[{"name":"a","categories":["b","c","d"],"fill":[]}],"missingTexts":[null],"allowsUnknownCategories":true}""")]
    [InlineData("""{"columns":[],"missingTexts":[],"allowsUnknownCategories":true,"more":1}""")]
    public void Load_EditedTable_IsRefused(string json) => ShouldRefuse(JsonNode.Parse(json));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("""[{"name":"a"}]""")]
    [InlineData("""[{"name":"","categories":["b","c","d"],"fill":[]}]""")]
    [InlineData("""[{"name":"a","categories":["b","b","c"],"fill":[]}]""")]
    [InlineData("""[{"name":"a","categories":["b",null,"c"],"fill":[]}]""")]
    [InlineData("""[{"name":"a","categories":["b","c","d"],"fill":[1]}]""")]
    [InlineData("""[{"name":"a","categories":["b","c","d"],"fill":[1,2,"NaN"]}]""")]
    [InlineData("""[{"name":"a","categories":["b","c","d"],"fill":[1,2,1e300]}]""")]
    [InlineData("""[{"name":"a","categories":["b","c"],"fill":[]},{"name":"a","categories":[],"fill":[]}]""")]
    [InlineData("""[{"name":"a","categories":["b","c"],"fill":[]}]""")]
    [InlineData("""[{"name":"a","categories":["b","c","d"],"fill":[],"more":1}]""")]
    public void Load_EditedColumns_AreRefused(string json) => ShouldRefuse(new JsonObject
    {
        ["columns"] = JsonNode.Parse(json),
        ["missingTexts"] = new JsonArray(),
        ["allowsUnknownCategories"] = false,
    });

    private void ShouldRefuse(JsonNode? table)
    {
        using TableDataset plants = Plants();
        string path = _files.Below("plants.safetensors");
        using (FFNetwork network = new FFNetworkBuilder().WithDataset(plants).AddDense(8).Build())
            network.Save(path);
        SafetensorsFile.Open(path).RewriteDefinition(path, definition => definition["table"] = table);
        long before = Tensors.CountLive();

        FluentActions.Invoking(() => FFNetwork.Load(path)).Should().Throw<Exception>()
            .Which.Should().Match(fault => fault is InvalidDataException || fault is FFConfigurationException)
            .And.Match<Exception>(fault => fault.Message.Contains("table", StringComparison.Ordinal));

        Tensors.CountLive().Should().Be(before);
    }

    private static Dictionary<string, string> Row(params (string Column, string Text)[] cells) =>
        cells.ToDictionary(cell => cell.Column, cell => cell.Text, StringComparer.Ordinal);

    private TableDataset Plants() => TableDataset.FromCsv(_files.Write(TableFiles.Plants), "plant");
}
