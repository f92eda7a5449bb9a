using ForwardForward.Data;
using ForwardForward.Tests;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence;
using ForwardForward.Tests.Persistence.Safetensors;
using static ForwardForward.PluginTests.SavedPlugins;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>A plugin is saved and loaded as a built-in part is, once its type is registered.</summary>
public sealed class PluginPersistenceTests : IDisposable
{
    private static readonly PluginRegistry Plugins = new PluginRegistry()
        .Register<StepSampler>().Register<PowerGoodness>()
        .Register<FocalLoss>().Register<HalfOf>().Register<BestLayer>().Register<WarmUp>().Register<ScaledLayerDefinition>();

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Parts => new()
    {
        { "negatives", "StepSampler" },
        { "goodness", "PowerGoodness" },
        { "modulation", "WarmUp" },
        { "collaboration", "BestLayer" },
        { "input normalisation", "HalfOf" },
        { "layer 2", "ScaledLayerDefinition" },
        { "layer 3", "FocalLoss" },
    };

    private string FilePath => _folder.Below("network.safetensors");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Parts))]
    public void Load_Registered_IsTheSameBitForBit(string part, string plugin)
    {
        using LabelledImages unseen = SyntheticImages.Create(9, seed: 2);
        using FFNetwork network = SavedNetworks.Train(NetworkWith(plugin));
        network.Save(FilePath);

        using FFNetwork again = FFNetwork.Load(FilePath, new LoadOptions { Plugins = Plugins });

        again.Definition.ToJson().Should().Be(network.Definition.ToJson()).And.Contain($"SavedPlugins\\u002B{plugin}", part);
        Tensors(again).Zip(Tensors(network))
            .Should().AllSatisfy(pair => pair.First.Value.Equals(pair.Second.Value).Should().BeTrue(pair.First.Name));
        again.ScoreLabels(unseen.Images).Equals(network.ScoreLabels(unseen.Images)).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Load_NotRegistered_SaysWhichWhereAndWhatToCall(string part, string plugin)
    {
        using FFNetwork network = NetworkWith(plugin).Build();
        network.Save(FilePath);

        FluentActions.Invoking(() => FFNetwork.Load(FilePath)).Should().Throw<InvalidDataException>().WithMessage(
            $"*network.safetensors*({part})*\"ForwardForward.PluginTests.SavedPlugins+{plugin}\" is not known*new LoadOptions {{ "
                + $"Plugins = new PluginRegistry().Register<ForwardForward.PluginTests.SavedPlugins.{plugin}>() }}*");
    }

    [Fact]
    public void Load_State_GoesOnWhereItWas()
    {
        using FFNetwork network = SavedNetworks.Train(NetworkWith("WarmUp").AddLayer(new ScaledLayerDefinition(5)));
        network.Save(FilePath);

        using FFNetwork again = FFNetwork.Load(FilePath, new LoadOptions { Plugins = Plugins });

        again.Layers.Should().AllSatisfy(layer => layer.Buffers.Single(
            buffer => buffer.Name.Equals("taken", StringComparison.Ordinal)).Value.item<long>().Should().Be(6, "there were six batches"));
        again.Layers[^1].Buffers.Single(buffer => buffer.Name.Equals("seen", StringComparison.Ordinal)).Value.item<long>()
            .Should().Be(6 * 16, "each with eight positives and eight negatives");
    }

    [Fact]
    public void Load_TypeThatWasRenamed_IsFoundUnderItsOldName()
    {
        using FFNetwork network = NetworkWith("StepSampler").Build();
        network.Save(FilePath);
        SafetensorsFile.Open(FilePath).RewriteDefinition(FilePath, definition => definition["negatives"]!["type"] = "Old.Sampler");

        using FFNetwork again = FFNetwork.Load(
            FilePath, new LoadOptions { Plugins = new PluginRegistry().Register<StepSampler>("Old.Sampler") });

        again.Definition.Negatives.Should().BeOfType<StepSampler>().Which.Step.Should().Be(2);
    }

    [Fact]
    public void FromJson_Registered_KnowsThem()
    {
        using FFNetwork network = NetworkWith("PowerGoodness").Build();

        FFNetworkDefinition.FromJson(network.Definition.ToJson(), Plugins).Goodness
            .Should().BeOfType<PowerGoodness>().Which.Power.Should().Be(1.5);
        FluentActions.Invoking(() => FFNetworkDefinition.FromJson(network.Definition.ToJson()))
            .Should().Throw<InvalidDataException>().WithMessage("*(goodness)*");
    }

    [Fact]
    public void Save_SettingThatNoPropertyShows_IsRefusedBeforeAFileExists() =>
        ShouldNotSave(new SecretPower(2), "*SecretPower takes \"power\"*no public property*");

    // Two powers would be one run, and the second would be given the first one's result.
    [Fact]
    public void Fit_WithCheckpointsOfASettingThatNoPropertyShows_IsRefusedBeforeItLearns()
    {
        using LabelledImages data = SyntheticImages.Create(24);
        using FFNetwork network = SavedNetworks.Bare().WithGoodness(new SecretPower(2)).AddDense(4).Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = 8, Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

        FluentActions.Invoking(() => network.Fit(data, options))
            .Should().Throw<InvalidOperationException>().WithMessage("*SecretPower takes \"power\"*");
    }

    [Fact]
    public void Save_SettingThatNothingSets_IsRefusedBeforeAFileExists() =>
        ShouldNotSave(SettablePower.Of(2), "*other settings (goodness)*\"power\":2*\"power\":1*constructor parameter*");

    [Fact]
    public void Save_SettingCalledType_IsRefusedBeforeAFileExists() =>
        ShouldNotSave(new TypedGoodness(), "*TypedGoodness*\"type\"*Rename*");

    [Fact]
    public void Register_WhatADefinitionCannotName_IsRefused()
    {
        PluginRegistry plugins = new PluginRegistry().Register<StepSampler>().Register<StepSampler>();

        FluentActions.Invoking(() => plugins.Register<string>())
            .Should().Throw<ArgumentException>().WithMessage("*System.String*strategy*");
        FluentActions.Invoking(() => plugins.Register<INegativeSampler>()).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => plugins.Register<CorruptingSampler>()).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => plugins.Register<PowerGoodness>("TopKGoodness"))
            .Should().Throw<ArgumentException>().WithMessage("*TopKGoodness*library*namespace*");
        FluentActions.Invoking(() => plugins.Register<PowerGoodness>(typeof(StepSampler).FullName))
            .Should().Throw<ArgumentException>().WithMessage("*registered for*StepSampler*");
    }

    private static FFNetworkBuilder NetworkWith(string plugin)
    {
        FFNetworkBuilder builder = SavedNetworks.Bare();
        return plugin switch
        {
            "StepSampler" => builder.AddDense(8).WithNegatives(new StepSampler { Step = 2 }),
            "PowerGoodness" => builder.AddDense(8).WithGoodness(new PowerGoodness(1.5)),
            "WarmUp" => builder.AddDense(8).WithModulation(new WarmUp(20)),
            "BestLayer" => builder.AddDense(8).WithCollaboration(new BestLayer()),
            "HalfOf" => builder.AddDense(8).WithInputNormalisation(new HalfOf(new HalfOf(new LengthNormalisation(0.5)))),
            "ScaledLayerDefinition" => builder.AddDense(8).AddLayer(new ScaledLayerDefinition(6) { Gain = 2 }),
            _ => builder.AddProjection(8).AddProjection(8)
                .AddLayer(new ProjectionLayerDefinition(6) { Projection = new ProjectionOptions { Loss = new FocalLoss(1.25) } }),
        };
    }

    private static IEnumerable<NamedTensor> Tensors(FFNetwork network) =>
        network.Layers.SelectMany(layer => layer.Parameters.Concat(layer.Buffers));

    private void ShouldNotSave(IGoodness goodness, string message)
    {
        using FFNetwork network = SavedNetworks.Bare().WithGoodness(goodness).AddDense(4).Build();

        FluentActions.Invoking(() => network.Save(FilePath)).Should().Throw<InvalidOperationException>().WithMessage(message);

        _folder.Files.Should().BeEmpty();
    }

    private sealed class SecretPower(double power) : IGoodness
    {
        public Tensor Measure(Tensor activations) => activations.pow(power).mean([1]);
    }

    private sealed class SettablePower : IGoodness
    {
        public double Power { get; private set; } = 1;

        public static SettablePower Of(double power) => new() { Power = power };

        public Tensor Measure(Tensor activations) => activations.pow(Power).mean([1]);
    }

    private sealed class TypedGoodness : IGoodness
    {
        public string Type { get; } = "mine";

        public Tensor Measure(Tensor activations) => activations.mean([1]);
    }
}
