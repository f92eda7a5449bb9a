using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Tests;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>A strategy of a user's own, of each of the four interfaces, gets no less than a built-in one.</summary>
public sealed class OwnStrategyTests
{
    public static TheoryData<string, string, FFNetworkBuilder> Plugins => new()
    {
        {
            "negatives",
            """{"type":"ForwardForward.PluginTests.OwnStrategyTests\u002BPreviousLabelSampler","step":1}""",
            SyntheticImages.Network().WithNegatives(new PreviousLabelSampler())
        },
        {
            "goodness",
            """{"type":"ForwardForward.PluginTests.OwnStrategyTests\u002BCubeGoodness"}""",
            SyntheticImages.Network().WithGoodness(new CubeGoodness())
        },
        {
            "modulation",
            """{"type":"ForwardForward.PluginTests.OwnStrategyTests\u002BWarmUpModulation","steps":20}""",
            SyntheticImages.Network().WithModulation(new WarmUpModulation(20))
        },
        {
            "collaboration",
            """{"type":"ForwardForward.PluginTests.OwnStrategyTests\u002BStrongestLayer"}""",
            SyntheticImages.Network().WithCollaboration(new StrongestLayer())
        },
    };

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Plugin_OfEachInterface_TrainsEvaluatesAndIsToldApartByName(string part, string saved, FFNetworkBuilder builder)
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = builder.WithOptimizer(new AdamOptions { LearningRate = 0.01 }).Build();

        network.Fit(train, new TrainingOptions { Epochs = 15, BatchSize = 32 });
        EvaluationResult result = network.Evaluate(unseen);

        result.Accuracy.Should().BeGreaterThan(0.9);
        JsonNode.Parse(network.Definition.ToJson())![part]!.ToJsonString().Should().Be(saved);
    }

    [Fact]
    public void Modulation_OneInstance_KeepsTensorsOfItsOwnInEachLayerOfEachNetwork()
    {
        using LabelledImages data = SyntheticImages.Create(24);
        FFNetworkBuilder builder = SyntheticImages.Network().WithModulation(new WarmUpModulation(5));
        using FFNetwork network = builder.Build(), untrained = builder.Build();

        network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 8, Schedule = TrainingSchedule.Greedy });

        network.Layers.Should().AllSatisfy(layer => TakenBy(layer).Should().Be(6, "each layer learned from six batches of its own"));
        untrained.Layers.Should().AllSatisfy(layer => TakenBy(layer).Should().Be(0));

        static long TakenBy(LocalLayer layer) => layer.Buffers.Should().ContainSingle().Which.Value.item<long>();
    }

    private sealed class PreviousLabelSampler : INegativeSampler
    {
        public int Step { get; init; } = 1;

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) =>
            positives with { Labels = (positives.Labels - Step).remainder_(context.Classes) };
    }

    private sealed class CubeGoodness : IGoodness
    {
        public Tensor Measure(Tensor activations) => activations.pow(3).mean([1]);
    }

    private sealed class WarmUpModulation(int steps) : IModulation
    {
        public int Steps => steps;

        public IReadOnlyList<NamedTensor> CreateBuffers(Device device) => [new("taken", zeros([], int64))];

        public Tensor Modulate(Tensor goodness, ModulationContext context) =>
            goodness * Math.Min(1.0, (double)context.Kept("taken").add_(1).item<long>() / steps);
    }

    private sealed class StrongestLayer : ICollaboration
    {
        public Tensor? Contribution(int layer, IReadOnlyList<Tensor> goodness) => stack([.. goodness], 0).amax([0]) * 0.1;
    }
}
