using System.Text.Json.Nodes;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence.Safetensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence;

/// <summary>Files that were damaged, or edited by hand, end in one of two exceptions that say what is wrong.</summary>
public sealed class DamagedNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DamagedNetworkTests()
    {
        using FFNetwork network = SavedNetworks.Bare().WithSoftmaxHead().AddDense(16).AddDense(12).Build();
        network.Save(FilePath);
    }

    private string FilePath => _folder.Below("network.safetensors");

    private SafetensorsFile Saved => SafetensorsFile.Open(FilePath);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_NoFile_SaysSo() =>
        FluentActions.Invoking(() => FFNetwork.Load(_folder.Below("none"))).Should().Throw<FileNotFoundException>();

    [Fact]
    public void Load_TensorsOfAnotherProgram_SaysWhatIsMissing()
    {
        SafetensorsWriter.Write(FilePath, [new("a", ones([1]))]);

        ShouldRefuse("*holds tensors, but no network*forwardforward.version*a file that Save wrote*");
    }

    [Fact]
    public void Load_OnnxExport_SaysWhatRunsIt()
    {
        using (FFNetwork network = SavedNetworks.Bare().WithSoftmaxHead().AddDense(16).AddDense(12).Build())
            network.ExportOnnx(FilePath);

        ShouldRefuse("*is no safetensors file*ONNX model, which ONNX Runtime runs*");
    }

    [Fact]
    public void Load_LaterVersion_SaysWhichAndWhoWroteIt()
    {
        Saved.Rewrite(FilePath, header =>
            (header["__metadata__"]!["forwardforward.version"], header["__metadata__"]!["forwardforward.library"]) = ("2", "9.1.0"));

        ShouldRefuse("*version 2*ForwardForward 9.1.0*reads 1*Update*");
    }

    [Fact]
    public void Load_LaterDefinition_SaysWhich()
    {
        Saved.RewriteDefinition(FilePath, definition => definition["format"] = 2);

        ShouldRefuse("*network.safetensors has the format 2*reads 1*");
    }

    [Fact]
    public void Load_MoreLayersThanThereCanBe_IsRefused()
    {
        Saved.RewriteDefinition(FilePath, definition => definition["layers"] = new JsonArray(
            [.. Enumerable.Repeat(0, 10_001).Select(_ => new JsonObject { ["type"] = "DenseLayerDefinition", ["units"] = 1 })]));

        ShouldRefuse("*(layers)*10001 layers*10000*");
    }

    [Fact]
    public void Load_NamesOfMegabytes_AreNotRepeatedInTheMessage()
    {
        string name = new('n', 4_000_000);
        foreach (Action<JsonObject> edit in (Action<JsonObject>[])
            [
                definition => definition[name] = 1,
                definition => definition["layers"]![0]!["type"] = name,
                definition => definition["layers"]![0]![name] = 1,
                definition => definition["goodness"]!["type"] = name,
                definition => definition["seed"] = name,
                definition => definition["scoringLayers"] = name,
            ])
        {
            SafetensorsFile whole = Saved;
            whole.RewriteDefinition(FilePath, edit);
            FluentActions.Invoking(() => FFNetwork.Load(FilePath))
                .Should().Throw<InvalidDataException>().Which.ToString().Length.Should().BeLessThan(20_000);
            whole.Rewrite(FilePath, _ => { });
        }
    }

    [Fact]
    public void Load_OtherShape_NamesBoth()
    {
        Saved.RewriteDefinition(FilePath, definition => definition["layers"]![0]!["units"] = 15);

        ShouldRefuse(
            "*layer1.weight F32 [16, 36] should be F32 [15, 36]; layer1.bias F32 [16] should be F32 [15]; layer2.weight F32 [12, 16] "
                + "should be F32 [12, 15]*");
    }

    [Fact]
    public void Load_OtherType_NamesBoth()
    {
        Saved.Rewrite(FilePath, header => header["layer2.bias"]!["dtype"] = "I32");

        ShouldRefuse("*layer2.bias I32 [12] should be F32 [12]*");
    }

    [Fact]
    public void Load_TensorUnderAnotherName_IsMissingAndSuperfluous()
    {
        Saved.Rewrite(FilePath, header =>
        {
            header["layer3.bias"] = header["layer2.bias"]!.DeepClone();
            header.Remove("layer2.bias");
        });

        ShouldRefuse("*layer2.bias is missing, which should be F32 [12]; layer3.bias F32 [12] belongs to nothing*");
    }

    [Theory]
    [InlineData("units", 2147483647, "DenseLayerDefinition", "*layer1.weight F32 [16, 36] should be F32 [2147483647, 36]*")]
    [InlineData("units", 2147483647, "ProspectiveDenseLayerDefinition", "*layer1.weight F32 [16, 36] should be F32 [2147483647, 36]*")]
    [InlineData("units", 2147483647, "PredictiveCodingLayerDefinition", "*should be F32 [2147483647, 36]*")]
    public void Load_HugeLayerFromASmallFile_IsRefusedBeforeItIsAllocated(string setting, int size, string kind, string message)
    {
        Saved.RewriteDefinition(FilePath, definition => definition["layers"]![0] = new JsonObject { ["type"] = kind, [setting] = size });

        ShouldRefuse(message);
    }

    [Theory]
    [InlineData("""[{"type":"ConvolutionProjectionLayerDefinition","channels":2147483647}]""", "*should be F32 [2147483647, 1, 3, 3]*")]
    [InlineData(
        """[{"type":"ConvolutionProjectionLayerDefinition","channels":4,"projection":{"grid":2147483647}}]""",
        "*layer1.projection is missing, which should be F32 [36, 3]*")]
    [InlineData(
        """[{"type":"ConvolutionProjectionLayerDefinition","channels":2147483647,"kernel":2147483647}]""",
        "*larger tensors than there can be*")]
    [InlineData("""[{"type":"CwcBlockDefinition","channels":2147483646}]""", "*should be F32 [2147483646, 1, 3, 3]*")]
    [InlineData("""[{"type":"MeanGoodnessLayerDefinition","units":2147483646}]""", "*should be F32 [2147483646, 36]*")]
    [InlineData(
        """[{"type":"ProjectionLayerDefinition","units":2147483647},{"type":"ProjectionLayerDefinition","units":2147483647}]""",
        "*larger tensors than there can be*")]
    public void Load_HugeClasswiseLayerFromASmallFile_IsRefusedBeforeItIsAllocated(string layers, string message)
    {
        Saved.RewriteDefinition(FilePath, definition =>
        {
            foreach (string ofPairs in (string[])["labelEmbedding", "negatives", "goodness", "loss", "modulation", "collaboration"])
                definition.Remove(ofPairs);
            definition["layers"] = JsonNode.Parse(layers);
        });

        ShouldRefuse(message);
    }

    [Fact]
    public void Load_NegativeSize_EndsAsInTheBuilder()
    {
        Saved.RewriteDefinition(FilePath, definition => definition["layers"]![1]!["units"] = -3);

        FluentActions.Invoking(() => FFNetwork.Load(FilePath)).Should().Throw<FFConfigurationException>()
            .WithMessage("*layer 2: units must be at least 1*Correct the definition*");
    }

    [Fact]
    public void Load_DefinitionThatDoesNotFitTogether_EndsAsInTheBuilder()
    {
        Saved.RewriteDefinition(FilePath, definition => (definition["scoringLayers"], definition["classes"]) = ("2..^0", 37));

        FluentActions.Invoking(() => FFNetwork.Load(FilePath)).Should().Throw<FFConfigurationException>()
            .Which.Problems.Select(problem => problem.Place).Should().Equal("scoring layers", "label embedding");
    }

    [Fact]
    public void Load_ImageOfMoreValuesThanAnArray_EndsAsInTheBuilder()
    {
        Saved.RewriteDefinition(
            FilePath, definition => definition["input"] = JsonNode.Parse("""{"channels":65536,"height":65536,"width":4}"""));

        FluentActions.Invoking(() => FFNetwork.Load(FilePath))
            .Should().Throw<FFConfigurationException>().WithMessage("*input*65536×65536×4*");
    }

    [Theory]
    [InlineData("loss", """{"type":"SwishLoss","sharpnes":6}""", "*(loss)*sharpnes*")]
    [InlineData("loss", """{"type":"TopKGoodness"}""", "*(loss)*TopKGoodness is no IContrastiveLoss*")]
    [InlineData("loss", """{"sharpness":6}""", "*(loss)*\"type\"*")]
    [InlineData("loss", """{"type":7}""", "*(loss)*\"type\"*")]
    [InlineData("loss", "[]", "*(loss)*\"type\"*")]
    [InlineData("loss", """{"type":"System.IO.FileStream"}""", "*(loss)*\"System.IO.FileStream\" is not known*")]
    [InlineData("loss", """{"type":"IContrastiveLoss"}""", "*(loss)*not known*")]
    [InlineData("optimizer", """{"decay":1}""", "*(optimizer)*")]
    [InlineData("scoringLayers", "\"all\"", "*(scoring layers)*\"all\" is no range*")]
    [InlineData("scoringLayers", "\"-1..\"", "*(scoring layers)*is no range*")]
    [InlineData("seed", "\"one\"", "*(seed)*")]
    [InlineData("seed", "1e30", "*(seed)*")]
    [InlineData("softmaxHead", """{"normalisation":null}""", "*(softmax head)*normalisation*")]
    [InlineData("layers", "[null]", "*(layer 1)*null*")]
    [InlineData("layers", """[{"type":"DenseLayerDefinition"}]""", "*(layer 1)*units*")]
    [InlineData("layers", "{}", "*(layers)*")]
    [InlineData("prediction", "\"guess\"", "*(prediction)*")]
    [InlineData("surprise", "1", "*part \"surprise\"*")]
    public void Load_EditedDefinition_SaysWhatIsWrongAndWhere(string part, string json, string message)
    {
        Saved.RewriteDefinition(FilePath, definition => definition[part] = JsonNode.Parse(json));

        ShouldRefuse(message);
    }

    [Fact]
    public void Load_TwiceTheSamePart_IsRefused()
    {
        Saved.Rewrite(FilePath, header => header["__metadata__"]!["forwardforward.definition"] = """{"format":1,"seed":1,"seed":2}""");

        ShouldRefuse("*cannot be read*seed*");
    }

    private void ShouldRefuse(string message)
    {
        long before = Tensors.CountLive();

        FluentActions.Invoking(() => FFNetwork.Load(FilePath))
            .Should().Throw<InvalidDataException>().WithMessage("*network.safetensors*").WithMessage(message);

        Tensors.CountLive().Should().Be(before);
    }
}
