using System.Text.Json;
using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence;

/// <summary>What an exported file says, and how an export fails.</summary>
public sealed class ExportedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FFNetwork _network = SavedNetworks.Bare().WithClassNames(["cat", "Größe \"2\"", "犬"]).AddDense(8).Build();

    private string FilePath => _folder.Below("network.onnx");

    public void Dispose()
    {
        _network.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Metadata_OfANetwork_HasItsDefinitionAndTheNamesOfItsClasses()
    {
        using ExportedModel model = ExportedModel.Of(_network, FilePath);

        model.Metadata.Keys.Should().BeEquivalentTo("definition", "class_names");
        FFNetworkDefinition.FromJson(model.Metadata["definition"]).Should().Be(_network.Definition);
        JsonSerializer.Deserialize<string[]>(model.Metadata["class_names"]).Should().Equal(_network.Definition.ClassNames);
    }

    [Fact]
    public void Metadata_OfANetworkWithoutNames_HasNone()
    {
        using FFNetwork network = SavedNetworks.Bare().AddDense(8).Build();
        using ExportedModel model = ExportedModel.Of(network, FilePath);

        model.Metadata.Keys.Should().Equal("definition");
    }

    [Fact]
    public void Ends_OfAModel_HaveTheNamesTypesAndShapesThatAreDocumented()
    {
        using ExportedModel floats = ExportedModel.Of(_network, FilePath);
        using ExportedModel bytes = ExportedModel.Of(_network, FilePath, new OnnxExportOptions { TakesBytes = true });

        floats.Ends.Should().Equal("images Single [-1, 1, 6, 6]", "scores Single [-1, 3]", "label Int64 [-1]");
        bytes.Ends[0].Should().Be("images Byte [-1, 1, 6, 6]");
    }

    [Fact]
    public void File_ReadByAnotherLibrary_SaysItsVersionsAndItsProducer()
    {
        _network.ExportOnnx(FilePath);

        using FileStream stream = File.OpenRead(FilePath);
        var model = global::Onnx.ModelProto.Parser.ParseFrom(stream);
        model.IrVersion.Should().Be(8);
        model.OpsetImport.Should().ContainSingle().Which.Version.Should().Be(17);
        model.ProducerName.Should().Be("ForwardForward");
        model.ProducerVersion.Should().Be(FFNetwork.LibraryVersion);
        model.Graph.Input.Should().ContainSingle().Which.Type.TensorType.Shape.Dim[0].DimParam.Should().Be("n");
        model.Graph.Initializer.Select(constant => constant.Name).Should().Contain(["layer1.weight", "layer1.bias"]);
    }

    [Fact]
    public void ExportOnnx_LayersThatPredictionDoesNotRead_AreLeftOut()
    {
        using FFNetwork network = SavedNetworks.Bare().AddDense(8).AddDense(8).WithScoringLayers(..1).Build();

        network.ExportOnnx(FilePath);

        using FileStream stream = File.OpenRead(FilePath);
        global::Onnx.ModelProto.Parser.ParseFrom(stream).Graph.Initializer.Select(constant => constant.Name)
            .Should().Contain("layer1.weight").And.NotContain("layer2.weight");
    }

    [Fact]
    public void ExportOnnx_PartsThatDoNotSayWhatTheyCompute_AreAllNamedAndNothingIsWritten()
    {
        using FFNetwork network = SavedNetworks.Bare().WithGoodness(new ConstantGoodness()).AddDense(8).AddDense(6).Build();
        File.WriteAllText(FilePath, "old");

        FluentActions.Invoking(() => network.ExportOnnx(FilePath)).Should().Throw<NotSupportedException>().WithMessage(
            "The network cannot be exported*  - ConstantGoodness (layer 1 (Dense 8), layer 2 (Dense 6)): implement IOnnxExportable in "
                + "it.*");

        File.ReadAllText(FilePath).Should().Be("old");
        _folder.Files.Should().Equal("network.onnx");
    }

    [Fact]
    public void ExportOnnx_OverAFile_ReplacesIt()
    {
        File.WriteAllText(FilePath, "old");

        using ExportedModel model = ExportedModel.Of(_network, FilePath);

        _folder.Files.Should().Equal("network.onnx");
    }

    [Fact]
    public void ExportOnnx_WhereNothingCanBeWritten_SaysWhy()
    {
        FluentActions.Invoking(() => _network.ExportOnnx("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => _network.ExportOnnx(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => _network.ExportOnnx(_folder.Below("nowhere", "network.onnx")))
            .Should().Throw<DirectoryNotFoundException>().WithMessage("*there is no such folder*");
        FluentActions.Invoking(() => _network.ExportOnnx(Path.GetDirectoryName(FilePath)!))
            .Should().Throw<IOException>().WithMessage("*is a folder*");
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void ExportOnnx_DisposedNetwork_SaysSo()
    {
        _network.Dispose();

        FluentActions.Invoking(() => _network.ExportOnnx(FilePath)).Should().Throw<ObjectDisposedException>();
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void ExportOnnx_WhileFitRuns_IsRefused()
    {
        using LabelledImages data = SyntheticImages.Create(12);
        List<Exception> refused = [];

        _network.Fit(data, new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 6,
            Progress = new ProgressCallback<TrainingProgress>(_ => refused.Add(Record.Exception(() => _network.ExportOnnx(FilePath)))),
        });

        refused.Should().NotBeEmpty().And.AllBeOfType<InvalidOperationException>()
            .Which.First().Message.Should().Match("*in use by Fit*ExportOnnx*");
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void ExportOnnx_NetworkWithoutNumbers_IsRefused()
    {
        using FFNetwork network = _network.Definition.Build(device: new Device(DeviceType.META));

        FluentActions.Invoking(() => network.ExportOnnx(FilePath)).Should().Throw<ArgumentException>().WithMessage("*\"meta\"*");
    }

    [Fact]
    public void Lifetime_Export_LeavesNoTensor()
    {
        using FFNetwork network = ExportedNetworks.Kinds["grid that does not divide the map"]()
            .WithStandardisation(new Standardisation(1, 2))
            .Build();
        network.ExportOnnx(FilePath);
        long before = Tensors.CountLive();

        for (int round = 0; round < 3; round++)
        {
            network.ExportOnnx(FilePath);
            _network.ExportOnnx(FilePath);
        }

        Tensor.TotalCount.Should().Be(before);
    }
}
