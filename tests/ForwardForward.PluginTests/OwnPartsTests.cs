using ForwardForward.Data;
using ForwardForward.Tests;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence;
using TorchSharp;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>Strategies of a user's own may state what makes training fast, and a network of nothing else is saved like any other.</summary>
public sealed class OwnPartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Goodness_ThatStatesItsDerivative_EqualsAutomaticDifferentiation()
    {
        CubeGoodness stated = new();
        using FFNetwork network = Train(builder => builder.WithGoodness(stated)),
            automatic = Train(builder => builder.WithGoodness(new UnstatedGoodness(stated)));

        ShouldHaveLearnedTheSame(network, automatic);
        stated.CountDerivatives().Should().Be(12, "each of two layers goes back once for each of six batches");
    }

    [Fact]
    public void OverlayAndScaling_ThatSayWhatTheyAre_EqualTheSameUnsaid()
    {
        (CornerOverlay overlay, MeanSquareScaling scaling) = (new(4), new());
        using FFNetwork said = Train(builder => builder.WithLabelEmbedding(overlay).WithInputNormalisation(scaling)),
            overlaid = Train(builder => builder.WithLabelEmbedding(overlay).WithInputNormalisation(new UnsaidScaling(scaling))),
            unsaid = Train(builder => builder.WithLabelEmbedding(new UnsaidOverlay(overlay)).WithInputNormalisation(scaling));

        ShouldHaveLearnedTheSame(said, overlaid);
        ShouldHaveLearnedTheSame(said, unsaid);
        new[] { said, overlaid, unsaid }.Select(network => ((ClosedFormLayer)network.Layers[0]).SharedParts).Should().Equal(6, 0, 0);
    }

    [Fact]
    public void Modulation_WithLearnedAndRememberedTensors_HasThemInEveryLayer()
    {
        using FFNetwork network = Train(builder => builder.WithModulation(new ExpectedGoodness()));

        network.Layers.Should().AllSatisfy(layer =>
        {
            layer.Parameters.Select(tensor => tensor.Name).Should().Equal("weight", "bias", "gain");
            layer.Parameters[2].Value.item<float>().Should().NotBe(1, "it is learned");
            layer.Buffers.Should().ContainSingle().Which.Name.Should().Be("expected");
            layer.Buffers[0].Value.item<float>().Should().BePositive("it is remembered");
        });
    }

    [Fact]
    public void Load_NetworkOfOnesOwnPartsAlone_IsTheSameBitForBit()
    {
        using LabelledImages unseen = SyntheticImages.Create(9, seed: 2);
        using FFNetwork network = Train(builder => builder.WithGoodness(new CubeGoodness()).WithModulation(new ExpectedGoodness())
            .WithLabelEmbedding(new CornerOverlay(4)).WithInputNormalisation(new MeanSquareScaling()));
        string path = _folder.Below("own.safetensors");
        PluginRegistry plugins = new PluginRegistry().Register<CubeGoodness>().Register<ExpectedGoodness>().Register<CornerOverlay>()
            .Register<MeanSquareScaling>().Register<ClosedFormDefinition>();

        network.Save(path);
        using FFNetwork again = FFNetwork.Load(path, new LoadOptions { Plugins = plugins });

        again.Definition.Should().BeEquivalentTo(network.Definition);
        TensorsOf(again).Zip(TensorsOf(network)).Should().HaveCount(8)
            .And.AllSatisfy(pair => pair.First.Value.Equals(pair.Second.Value).Should().BeTrue(pair.First.Name));
        again.ScoreLabels(unseen.Images).Equals(network.ScoreLabels(unseen.Images)).Should().BeTrue();
    }

    private static FFNetwork Train(Func<FFNetworkBuilder, FFNetworkBuilder> with) => SavedNetworks.Train(
        with(SavedNetworks.Bare()).AddLayer(new ClosedFormDefinition(16)).AddLayer(new ClosedFormDefinition(12))
            .WithOptimizer(new AdamOptions { LearningRate = 0.01, Epsilon = 1e-4 }));

    private static IEnumerable<NamedTensor> TensorsOf(FFNetwork network) =>
        network.Layers.SelectMany(layer => layer.Parameters.Concat(layer.Buffers));

    private static void ShouldHaveLearnedTheSame(FFNetwork network, FFNetwork other)
    {
        foreach ((NamedTensor learned, NamedTensor expected) in TensorsOf(network).Zip(TensorsOf(other)))
            learned.Value.ShouldBeClose(expected.Value, 1e-4);
    }

    private sealed class CubeGoodness : IDifferentiableGoodness
    {
        private int _derivatives;

        public Tensor Measure(Tensor activations) => activations.pow(3).mean([1]);

        public Tensor Derivative(Tensor activations)
        {
            _derivatives++;
            return activations.square() * (3.0 / activations.shape[1]);
        }

        public int CountDerivatives() => _derivatives;
    }

    private sealed class UnstatedGoodness(IGoodness goodness) : IGoodness
    {
        public Tensor Measure(Tensor activations) => goodness.Measure(activations);
    }

    private sealed class CornerOverlay(double value) : ILabelOverlay
    {
        public double Value => value;

        public Tensor LabelValue(Tensor images) => full([], value, images.dtype, images.device);

        public Tensor Embed(Tensor images, Tensor labels, int classes) =>
            Overwrite(images, nn.functional.one_hot(labels, classes).to(images.dtype) * value);

        public Tensor EmbedNeutral(Tensor images, int classes) =>
            Overwrite(images, full([images.shape[0], classes], value / classes, images.dtype, images.device));

        private static Tensor Overwrite(Tensor images, Tensor slots)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor pixels = images.flatten(1);
            return cat([slots, pixels.narrow(1, slots.shape[1], pixels.shape[1] - slots.shape[1])], 1).view(images.shape)
                .MoveToOuterDisposeScope();
        }
    }

    private sealed class UnsaidOverlay(ILabelEmbedding embedding) : ILabelEmbedding
    {
        public Tensor Embed(Tensor images, Tensor labels, int classes) => embedding.Embed(images, labels, classes);

        public Tensor EmbedNeutral(Tensor images, int classes) => embedding.EmbedNeutral(images, classes);
    }

    private sealed class MeanSquareScaling : IRowScaling
    {
        public Tensor Normalise(Tensor input) => input * Scale(input.square().sum([1], keepdim: true), input.shape[1]);

        public Tensor Scale(Tensor squaredLengths, long width) => ((squaredLengths / width) + 1e-3).rsqrt();
    }

    private sealed class UnsaidScaling(INormalisation normalisation) : INormalisation
    {
        public Tensor Normalise(Tensor input) => normalisation.Normalise(input);
    }

    /// <summary>Amplifies goodness by a gain that is learned, and remembers its mean.</summary>
    private sealed class ExpectedGoodness : IModulation
    {
        public IReadOnlyList<NamedTensor> CreateParameters(Device device) => [new("gain", ones([], float32, device))];

        public IReadOnlyList<NamedTensor> CreateBuffers(Device device) => [new("expected", zeros([], float32, device))];

        public Tensor Modulate(Tensor goodness, ModulationContext context)
        {
            Tensor expected = context.Kept("expected");
            expected.mul_(0.9).add_(goodness.detach().mean() * 0.1);
            return goodness * context.Kept("gain");
        }
    }
}
