using System.Text.Json.Nodes;
using ForwardForward.Faithful;

namespace ForwardForward.Tests.Persistence;

public sealed class FFNetworkDefinitionJsonTests
{
    [Fact]
    public void ToJson_Network_HoldsEverySetting()
    {
        using FFNetwork network = new FFNetworkBuilder()
            .WithInput(1, 28, 28).WithClasses(10).WithSeed(42)
            .WithLoss(new LogisticLoss(threshold: 1.5))
            .WithOptimizer(new AdamOptions { LearningRate = 0.03, Decay = LearningRateDecay.Constant })
            .WithScoringLayers(1..)
            .AddDense(20).AddDense(30, layerNorm: true)
            .Build();

        JsonNode json = JsonNode.Parse(network.Definition.ToJson())!;

        json["format"]!.GetValue<int>().Should().Be(1);
        json["input"]!.ToJsonString().Should().Be("""{"channels":1,"height":28,"width":28}""");
        json["seed"]!.GetValue<long>().Should().Be(42);
        json["labelEmbedding"]!.ToJsonString().Should().Be("""{"type":"FirstPixelsOverlay","value":5}""");
        json["loss"]!.ToJsonString().Should().Be("""{"type":"LogisticLoss","threshold":1.5,"temperature":1}""");
        json["optimizer"]!["learningRate"]!.GetValue<double>().Should().Be(0.03);
        json["optimizer"]!["decay"]!.GetValue<string>().Should().Be("constant");
        json["scoringLayers"]!.GetValue<string>().Should().Be("1..^0");
        json["layers"]!.ToJsonString().Should().Be(
            """[{"type":"DenseLayerDefinition","units":20,"layerNorm":false,"dropout":0,"peerNormalisation":0},"""
            + """{"type":"DenseLayerDefinition","units":30,"layerNorm":true,"dropout":0,"peerNormalisation":0}]""");
    }

    [Theory]
    [InlineData("\"decay\":\"constant\"", 0, 0)]
    [InlineData("\"decay\":\"cosine\"", 0, 0)]
    [InlineData("\"warmUp\":0.25,\"decay\":{\"at\":[0.5,0.75],\"factor\":0.25}", 0.25, 0.1)]
    public void Json_Optimizer_ComesBackAndHasNoWarmUpWhereThereIsNone(string json, double warmUp, double rateAtTheEnd)
    {
        string whole = $$$"""
            {"format":1,"input":{"channels":1,"height":6,"width":6},"classes":3,"layers":[{"type":"DenseLayerDefinition","units":4}],
            "optimizer":{"learningRate":1.6,{{{json}}},"beta1":0.9,"beta2":0.999,"epsilon":1E-08,"weightDecay":0}}
            """;

        FFNetworkDefinition definition = FFNetworkDefinition.FromJson(whole);

        definition.Optimizer.WarmUp.Should().Be(warmUp);
        if (rateAtTheEnd > 0)
            definition.Optimizer.RateAt(1).Should().BeApproximately(rateAtTheEnd, 1e-12);
        JsonNode.Parse(definition.ToJson())!["optimizer"]!.ToJsonString().Should().Be(
            JsonNode.Parse(whole)!["optimizer"]!.ToJsonString(), "what was saved before is saved the same");
    }

    [Theory]
    [InlineData("\"linear\"", "*\"linear\" is no decay*\"constant\", \"cosine\" or an object*")]
    [InlineData("7", "*optimizer*")]
    [InlineData("null", "*optimizer*")]
    [InlineData("{\"at\":[0.5]}", "*factor*")]
    [InlineData("{\"at\":[0.5],\"factor\":0.1,\"every\":3}", "*every*")]
    public void FromJson_DecayThatIsNone_IsRefused(string decay, string message) =>
        FluentActions.Invoking(() => FFNetworkDefinition.FromJson(WithDecay(decay)))
            .Should().Throw<InvalidDataException>().WithMessage(message);

    [Fact]
    public void FromJson_StepsOutOfTheirRange_AreRefused() =>
        FluentActions.Invoking(() => FFNetworkDefinition.FromJson(WithDecay("""{"at":[0.5,1.5],"factor":0.1}""")))
            .Should().Throw<FFConfigurationException>().WithMessage("*optimizer*at must be above 0 and below 1*");

    private static string WithDecay(string decay) => $$$"""
        {"format":1,"input":{"channels":1,"height":6,"width":6},"classes":3,"layers":[{"type":"DenseLayerDefinition","units":4}],
        "optimizer":{"decay":{{{decay}}}}}
        """;

    [Fact]
    public void ToJson_ModulatedNetworkWithAHead_HoldsTheSettingsAndNoState()
    {
        using FFNetwork network = SyntheticImages.Network()
            .WithModulation(new FaithfulTopDownModulation(scale: 0.25))
            .WithCollaboration(new LayerCollaboration(0.5, CollaboratingLayers.Previous))
            .Build();

        JsonNode json = JsonNode.Parse(network.Definition.ToJson())!;

        json["modulation"]!.ToJsonString().Should().Be("""{"type":"FaithfulTopDownModulation","scale":0.25,"learnScale":true}""");
        json["collaboration"]!.ToJsonString().Should().Be("""{"type":"LayerCollaboration","weight":0.5,"from":"previous"}""");
        json["softmaxHead"]!["layers"]!.GetValue<string>().Should().Be("^1..^0");
        json["softmaxHead"]!["normalisation"]!.ToJsonString().Should().Be("""{"type":"NoNormalisation"}""");
        json["softmaxHead"]!["readsShownLabel"]!.GetValue<bool>().Should().BeTrue();
        json["prediction"]!.GetValue<string>().Should().Be("summedGoodness");
    }

    [Fact]
    public void ToJson_ClasswiseNetwork_HoldsItsLossesAndNothingOfNegatives()
    {
        using FFNetwork network = new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10)
            .AddCwcBlock(20)
            .AddLayer(new ProjectionLayerDefinition(30)
            {
                Projection = new ProjectionOptions { Loss = new CrossEntropyLoss(labelSmoothing: 0.1) },
            })
            .Build();

        JsonObject json = JsonNode.Parse(network.Definition.ToJson())!.AsObject();

        json.ContainsKey("negatives").Should().BeFalse();
        json["layers"]![0]!.ToJsonString().Should().Be(
            """{"type":"CwcBlockDefinition","channels":20,"separator":false"""
            + ""","loss":{"type":"CrossEntropyLoss","temperature":1,"labelSmoothing":0},"useBatchStatistics":false}""");
        json["layers"]![1]!["projection"]!["loss"]!["labelSmoothing"]!.GetValue<double>().Should().Be(0.1);
    }

    [Fact]
    public void ToJson_Plugin_IsToldApartByItsFullName()
    {
        using FFNetwork network = SyntheticImages.Network().WithNegatives(new WrongLabelSampler()).Build();
        using FFNetwork plugged = SyntheticImages.Network().WithNegatives(new NextLabelSampler { Step = 2 }).Build();

        JsonNode.Parse(network.Definition.ToJson())!["negatives"]!.ToJsonString().Should().Be("""{"type":"WrongLabelSampler"}""");
        JsonNode.Parse(plugged.Definition.ToJson())!["negatives"]!.ToJsonString().Should()
            .Be("""{"type":"ForwardForward.Tests.Persistence.NextLabelSampler","step":2}""");
    }
}

#pragma warning disable MA0048 // A plugin of this test alone.
internal sealed class NextLabelSampler : INegativeSampler
{
    public int Step { get; init; } = 1;

    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) =>
        positives with { Labels = (positives.Labels + Step).remainder_(context.Classes) };
}
