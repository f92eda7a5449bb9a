using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>A setting that no layer of the network reads is refused: whoever sets it means it.</summary>
public sealed class IdleSettingsTests
{
    public static TheoryData<string, FFNetworkBuilder> IdleCalls => new()
    {
        {
            "Projection 6 reads what WithInputNormalisation sets",
            SavedNetworks.Bare().WithInputNormalisation(new LengthNormalisation()).AddProjection(6)
        },
        {
            "CwC 6 reads what WithInputNormalisation sets",
            SavedNetworks.Bare().WithInputNormalisation(new LengthNormalisation()).AddCwcBlock(6)
        },
        {
            "Predictive coding 6 reads what WithPrecision sets",
            SavedNetworks.Bare().WithPrecision(ComputePrecision.BFloat16).AddLayer(new PredictiveCodingLayerDefinition(6))
        },
        { "Projection 6 reads what WithGoodness sets", SavedNetworks.Bare().WithGoodness(new MeanSquareGoodness()).AddProjection(6) },
        {
            "View contrast 6 reads what WithNegatives sets",
            SavedNetworks.Bare().WithNegatives(new WrongLabelSampler()).AddLayer(new ViewContrastLayerDefinition(6))
        },
        { "Dense 6 reads what WithAugmentation sets", SavedNetworks.Bare().WithAugmentation(Augmentation.None).AddDense(6) },
    };

    [Theory]
    [MemberData(nameof(IdleCalls))]
    public void Build_SettingThatNoLayerReads_IsRefusedByName(string which, FFNetworkBuilder builder) =>
        FluentActions.Invoking(builder.Build)
            .Should().Throw<FFConfigurationException>().WithMessage($"*No layer of {which}*Leave that call out, or use*such as*");

    [Fact]
    public void Build_SettingThatOneLayerReads_IsTaken()
    {
        SavedNetworks.Bare()
            .WithPrecision(ComputePrecision.BFloat16).AddLayer(new PredictiveCodingLayerDefinition(6)).AddDense(6).Build().Dispose();
        SavedNetworks.Bare()
            .WithInputNormalisation(new LengthNormalisation()).AddProjection(6).AddLayer(new PlainImagesDefinition()).Build().Dispose();
    }

    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LayerDefinition_WhatItSaysToRead_IsWhatItsLayerReads(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(4);
        WatchedNormalisation watched = new();
        FFNetworkDefinition definition = SavedNetworks.Kinds[kind]().Define() with { InputNormalisation = watched };
        using FFNetwork narrow = (definition with { Precision = ComputePrecision.BFloat16 }).Build(),
            full = (definition with { Precision = ComputePrecision.Full }).Build();

        bool differs = narrow.ExtractFeatures(data.Images).ne(full.ExtractFeatures(data.Images)).any().item<bool>();

        watched.IsRead.Should().Be(definition.Layers.Any(layer => layer.ReadsInputNormalisation));
        differs.Should().Be(definition.Layers.Any(layer => layer.ReadsPrecision));
    }

    private sealed class PlainImagesDefinition : LayerDefinition
    {
        public override string Name => "Plain images";

        public override TrainingExamples LearnsFrom => TrainingExamples.Images;

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [6];

        public override LocalLayer Create(LayerContext context) => new ProjectionLayerDefinition(6).Create(context);
    }

    private sealed class WatchedNormalisation : INormalisation
    {
        public bool IsRead { get; private set; }

        public Tensor Normalise(Tensor input)
        {
            IsRead = true;
            return new MeanSquareNormalisation().Normalise(input);
        }
    }
}
