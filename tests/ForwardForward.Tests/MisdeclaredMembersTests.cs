using System.Reflection;
using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

#pragma warning disable CA1822 // Members that use no instance: so do many implementations.

/// <summary>What looks as if it implemented a member that has a default, and does not, is refused when the network is built.</summary>
public sealed class MisdeclaredMembersTests
{
    private static readonly Dictionary<string, (Func<FFNetworkBuilder, FFNetworkBuilder> With, string Message)> Misdeclared =
        new(StringComparer.Ordinal)
        {
            ["IModulation.CreateBuffers"] = (
                builder => builder.WithModulation(new ListOfBuffers()),
                "*modulation: ListOfBuffers declares \"public List<NamedTensor> CreateBuffers(Device device)\", which does not implement "
                    + "IModulation.CreateBuffers*\"public IReadOnlyList<NamedTensor> CreateBuffers(Device device)\"*"),
            ["IModulation.CreateParameters"] = (
                builder => builder.WithModulation(new ParametersWithoutDevice()),
                "*\"public IReadOnlyList<NamedTensor> CreateParameters()\"*\"public IReadOnlyList<NamedTensor> CreateParameters(Device "
                    + "device)\"*"),
            ["IModulation.RequiredHead"] = (
                builder => builder.WithModulation(new HeadAsMethod()),
                "*\"public SoftmaxHeadOptions RequiredHead()\"*\"public SoftmaxHeadOptions RequiredHead { get; }\"*"),
            ["IModulation.AsksOtherLayers"] = (
                builder => builder.WithModulation(new PrivateAnswer()),
                "*\"private bool AsksOtherLayers { get; }\"*\"public bool AsksOtherLayers { get; }\"*"),
            ["ILabelEmbedding.CarriesLabel"] = (
                builder => builder.WithLabelEmbedding(new StaticAnswer()),
                "*label embedding: StaticAnswer declares \"public static bool CarriesLabel { get; }\"*"),
            ["ILabelEmbedding.AppendedValues"] = (
                builder => builder.WithLabelEmbedding(new LongCount()),
                "*LongCount declares \"public long AppendedValues(int classes)\"*\"public int AppendedValues(int classes)\"*"),
            ["ILabelEmbedding.EmbedCorrupted"] = (
                builder => builder.WithLabelEmbedding(new CorruptedWithoutClean()),
                "*\"public Tensor EmbedCorrupted(Tensor images, Tensor labels, int classes)\"*int classes, Tensor clean)\"*"),
            ["ILabelEmbedding.FindProblem"] = (
                builder => builder.WithLabelEmbedding(new ProblemOfLongs()),
                "*FindProblem(ImageShape shape, long classes)\"*int classes)\"*"),
            ["ILabelEmbedding.FindDoubts"] = (
                builder => builder.WithLabelEmbedding(new OneDoubt()),
                "*\"public string FindDoubts(*\"public IReadOnlyList<string> FindDoubts(*"),
            ["IDifferentiableGoodness.PullBack"] = (
                builder => builder.WithGoodness(new PullBackOfThree()),
                "*goodness: PullBackOfThree*PullBack(Tensor activations, Tensor slope, bool fast)\"*IDifferentiableGoodness.PullBack*"),
            ["INegativeSampler.MayCarryTrueLabels"] = (
                builder => builder.WithNegatives(new FieldForAnswer()), "*negatives: FieldForAnswer declares \"bool MayCarryTrueLabels\"*"),
        };

    public static TheoryData<string> Members => [.. Misdeclared.Keys];

    [Theory]
    [MemberData(nameof(Members))]
    public void Build_AMemberThatLooksLikeADefaultsPlace_IsRefusedWithBothSignatures(string member)
    {
        (Func<FFNetworkBuilder, FFNetworkBuilder> with, string message) = Misdeclared[member];

        with(SyntheticImages.Network()).Invoking(builder => builder.Build())
            .Should().Throw<FFConfigurationException>().WithMessage(message);
    }

    [Fact]
    public void Members_WithDefaults_AreAllDeclaredWrongHere() =>
        Misdeclared.Keys.Should().BeEquivalentTo(
            from contract in typeof(FFNetwork).Assembly.GetExportedTypes()
            where contract.IsInterface
            from member in contract.GetMembers()
            where member is MethodInfo { IsAbstract: false, IsSpecialName: false } or PropertyInfo { GetMethod.IsAbstract: false }
            select $"{contract.Name}.{member.Name}");

    [Fact]
    public void Build_AMisdeclaredPartOfALayer_NamesTheLayer() =>
        SyntheticImages.Network().WithSoftmaxHead(new SoftmaxHeadOptions { Normalisation = new LengthNormalisation() })
            .AddLayer(new HoldingDefinition(new PullBackOfThree())).Invoking(builder => builder.Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*layer 3 (Holding)*PullBackOfThree*");

    [Fact]
    public void Build_PartsThatImplementWhatTheyDeclare_AreBuilt()
    {
        using FFNetwork network = SyntheticImages.Network().WithModulation(new Declared()).WithLabelEmbedding(new Derived()).Build();

        network.Layers[0].Buffers.Should().ContainSingle();
    }

    private abstract class Modulation : IModulation
    {
        public Tensor Modulate(Tensor goodness, ModulationContext context) => goodness.clone();
    }

    private sealed class ListOfBuffers : Modulation
    {
        public List<NamedTensor> CreateBuffers(Device device) => [new("seen", zeros([], device: device))];
    }

    private sealed class ParametersWithoutDevice : Modulation
    {
        public IReadOnlyList<NamedTensor> CreateParameters() => [];
    }

    private sealed class HeadAsMethod : Modulation
    {
        public SoftmaxHeadOptions? RequiredHead() => new();
    }

    private sealed class PrivateAnswer : Modulation
    {
        private bool AsksOtherLayers => false;

        public override string ToString() => $"{AsksOtherLayers}";
    }

    private sealed class Declared : IModulation
    {
        bool IModulation.AsksOtherLayers => false;

        public IReadOnlyList<NamedTensor> CreateBuffers(Device device) => [new("seen", zeros([], device: device))];

        public List<NamedTensor> CreateBuffers(int count) => [];

        public Tensor Modulate(Tensor goodness, ModulationContext context) => goodness.clone();
    }

    private class Embedding : ILabelEmbedding
    {
        public Tensor Embed(Tensor images, Tensor labels, int classes) => images.clone();

        public Tensor EmbedNeutral(Tensor images, int classes) => images.clone();
    }

    private sealed class Derived : Embedding, ILabelEmbedding
    {
        public string? FindProblem(ImageShape shape, int classes) => null;
    }

    private sealed class StaticAnswer : Embedding
    {
        public static bool CarriesLabel => false;
    }

    private sealed class LongCount : Embedding
    {
        public long AppendedValues(int classes) => classes;
    }

    private sealed class CorruptedWithoutClean : Embedding
    {
        public Tensor EmbedCorrupted(Tensor images, Tensor labels, int classes) => Embed(images, labels, classes);
    }

    private sealed class ProblemOfLongs : Embedding
    {
        public string? FindProblem(ImageShape shape, long classes) => null;
    }

    private sealed class OneDoubt : Embedding
    {
        public string FindDoubts(Tensor images, int classes) => "none";
    }

    private sealed class PullBackOfThree : IDifferentiableGoodness
    {
        public Tensor Measure(Tensor activations) => activations.mean([1]);

        public Tensor Derivative(Tensor activations) => ones_like(activations);

        public Tensor PullBack(Tensor activations, Tensor slope, bool fast) => activations;
    }

    private sealed class FieldForAnswer : INegativeSampler
    {
        public readonly bool MayCarryTrueLabels = true;

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) => positives;
    }

    private sealed class HoldingDefinition(IGoodness goodness) : ForwardForward.LayerDefinition
    {
        public IGoodness Goodness => goodness;

        public override string Name => "Holding";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => inputShape;

        public override ForwardForward.Extensibility.LocalLayer Create(ForwardForward.Extensibility.LayerContext context) =>
            throw new NotSupportedException();
    }
}
