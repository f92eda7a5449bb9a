using System.Reflection;
using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence;

public sealed class SaveAndLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    private string FilePath => _folder.Below("network.safetensors");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_TrainedNetworkOfEveryKind_IsTheSameBitForBit(string kind)
    {
        using LabelledImages unseen = SyntheticImages.Create(9, seed: 2);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Kinds[kind]());

        network.Save(FilePath);
        using FFNetwork again = FFNetwork.Load(FilePath);

        again.Definition.ToJson().Should().Be(network.Definition.ToJson());
        again.Tensors.Select(tensor => tensor.Name).Should().Equal(network.Tensors.Select(tensor => tensor.Name));
        again.Tensors.Zip(network.Tensors)
            .Should().AllSatisfy(pair => pair.First.Value.Equals(pair.Second.Value).Should().BeTrue(pair.First.Name));
        again.ScoreLabels(unseen.Images).Equals(network.ScoreLabels(unseen.Images)).Should().BeTrue();
        again.ExtractFeatures(unseen.Images).Equals(network.ExtractFeatures(unseen.Images)).Should().BeTrue();
    }

    [Fact]
    public void Kinds_OfLayersInTheLibrary_AreAllSavedAndLoadedHere()
    {
        IEnumerable<Type> tried = SavedNetworks.Kinds.Values.SelectMany(kind =>
        {
            using FFNetwork network = kind().Build();
            return network.Definition.Layers.Select(layer => layer.GetType()).ToArray();
        });

        typeof(FFNetwork).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerDefinition)) && !type.IsAbstract)
            .Should().BeEquivalentTo(tried.Distinct());
    }

    [Fact]
    public void Save_DenseNetwork_IsReadByTheFormatAloneAndRecomputedByTheFormula()
    {
        const int Label = 1;
        using LabelledImages image = SyntheticImages.Create(1);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Bare().AddDense(16).AddDense(12));
        network.Save(FilePath);

        // As docs/persistence.md has it.
        SafetensorsFile file = SafetensorsFile.Open(FilePath);
        float[] x = [.. image.Images.data<float>()];
        x.AsSpan(0, 3).Clear();
        x[Label] = 5;
        float[] first = Dense("layer1", x), second = Dense("layer2", first);

        network.ScoreLabels(image.Images)[0, Label].ToDouble().Should().BeApproximately(MeanSquare(first) + MeanSquare(second), 1e-5);

        float[] Dense(string layer, float[] input)
        {
            float[] weight = file.Floats($"{layer}.weight"), bias = file.Floats($"{layer}.bias");
            double scale = 1 / Math.Sqrt(MeanSquare(input) + 1e-8);
            return [.. bias.Select((offset, unit) =>
                (float)Math.Max(0, offset + input.Select((value, place) => value * scale * weight[(unit * input.Length) + place]).Sum()))];
        }

        static double MeanSquare(float[] values) => values.Average(value => (double)value * value);
    }

    [Fact]
    public void Save_Network_NamesWhatItHoldsAndWhatWroteIt()
    {
        using FFNetwork network = SavedNetworks.Kinds["modulated by reward"]().Build();

        network.Save(FilePath);

        JsonObject header = SafetensorsFile.Open(FilePath).Header;
        header.Select(part => part.Key).Should().BeEquivalentTo(
            "__metadata__", "layer1.weight", "layer1.bias", "layer1.modulation_scale", "layer1.expected_reward", "layer2.weight",
            "layer2.bias", "layer2.modulation_scale", "layer2.expected_reward", "head.weight", "head.bias");
        header["layer1.weight"]!["shape"]!.ToJsonString().Should().Be("[16,36]");
        JsonNode metadata = header["__metadata__"]!;
        ((string?)metadata["forwardforward.version"]).Should().Be("1");
        ((string?)metadata["forwardforward.library"]).Should().Be(
            typeof(FFNetwork).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
        JsonNode.DeepEquals(JsonNode.Parse((string)metadata["forwardforward.definition"]!), JsonNode.Parse(network.Definition.ToJson()))
            .Should().BeTrue();
    }

    [Fact]
    public void Load_ModulatedNetwork_HasTheRunningMeanOfEachLayer()
    {
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Kinds["faithfully modulated by reward"]());
        network.Save(FilePath);

        using FFNetwork again = FFNetwork.Load(FilePath);

        // Six batches, each E ← 0.99 E + 0.01, then E ← 0.99 E.
        double expected = 0.5;
        for (int batch = 0; batch < 6; batch++)
            expected = ((expected * 0.99) + 0.01) * 0.99;
        again.Layers.Should().AllSatisfy(
            layer => layer.Buffers.Should().ContainSingle().Which.Value.item<double>().Should().BeApproximately(expected, 1e-12));
    }

    [Fact]
    public void Load_AnotherDevice_PutsEverythingThere()
    {
        using FFNetwork network = SavedNetworks.Kinds["dense with everything"]().Build();
        network.Save(FilePath);

        using FFNetwork again = FFNetwork.Load(FilePath, new LoadOptions { Device = new Device(DeviceType.META) });

        again.Device.type.Should().Be(DeviceType.META);
        again.Tensors.Should().AllSatisfy(tensor => tensor.Value.device_type.Should().Be(DeviceType.META));
    }

    [Fact]
    public void Load_Network_TrainsOn()
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        using (FFNetwork network = SavedNetworks.Bare().AddDense(32).Build())
            network.Save(FilePath);
        using FFNetwork again = FFNetwork.Load(FilePath);

        again.Fit(train, new TrainingOptions { Epochs = 15, BatchSize = 32 });

        SyntheticImages.Accuracy(again, unseen).Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Save_OverAFile_ReplacesIt()
    {
        using FFNetwork network = SavedNetworks.Bare().AddDense(3).Build();
        File.WriteAllText(FilePath, "old");

        network.Save(FilePath);

        FFNetwork.Load(FilePath).Dispose();
        _folder.Files.Should().Equal("network.safetensors");
    }

    [Fact]
    public void Save_DisposedNetwork_SaysSo()
    {
        FFNetwork network = SavedNetworks.Bare().AddDense(3).Build();
        network.Dispose();

        FluentActions.Invoking(() => network.Save(FilePath)).Should().Throw<ObjectDisposedException>();
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void Lifetime_SaveAndLoad_LeavesNoTensor()
    {
        using FFNetwork network = SavedNetworks.Kinds["dense with everything"]().Build();
        network.Save(FilePath);
        long before = Tensors.CountLive();

        for (int round = 0; round < 3; round++)
        {
            network.Save(FilePath);
            FFNetwork.Load(FilePath).Dispose();
        }

        Tensor.TotalCount.Should().Be(before);
    }
}
