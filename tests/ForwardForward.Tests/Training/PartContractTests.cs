using ForwardForward.Data;
using ForwardForward.Faithful;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>
/// A plugin that breaks its contract is refused on the first batch, by its name, with what it gave and what it must give.
/// </summary>
public sealed partial class PartContractTests
{
    private static readonly TrainingOptions Short = new() { Epochs = 1, BatchSize = 4 };

    private static readonly Dictionary<string, (FFNetworkBuilder Network, string Message)> Broken = new(StringComparer.Ordinal)
    {
        ["a sampler's true labels"] = (
            Dense().WithNegatives(new Sampler(positives => positives)), "Sampler.Sample gave 4 of 4 negatives the true label*"),
        ["a sampler's true labels on copies"] = (
            Dense().WithNegatives(new Sampler(positives => new(positives.Images.clone(), zeros_like(positives.Labels)))),
            "Sampler.Sample gave * of 4 negatives the true label*MayCarryTrueLabels*"),
        ["a sampler's labels out of range"] = (
            Dense().WithNegatives(new Sampler(positives => positives with { Labels = positives.Labels + 3 })),
            "Sampler.Sample gave row 0 the label *classes from 0 to 2*"),
        ["a sampler's labels of another type"] = (
            Dense().WithNegatives(new Sampler(positives => positives with { Labels = positives.Labels.to(int32) })),
            "Sampler.Sample gave [4] of Int32*one label a positive, [4] of Int64*"),
        ["a sampler's fewer labels"] = (
            Dense().WithNegatives(new Sampler(positives => positives with { Labels = positives.Labels.narrow(0, 0, 3) })),
            "Sampler.Sample gave [3] of Int64*[4] of Int64*"),
        ["a sampler's no labels"] = (
            Dense().WithNegatives(new Sampler(positives => positives with { Labels = null! })), "Sampler.Sample gave null*"),
        ["a sampler's smaller images"] = (
            Dense().WithNegatives(new Sampler(positives => positives with { Images = positives.Images.narrow(2, 0, 5) })),
            "Sampler.Sample gave [4, 1, 5, 6] of Float32*[4, 1, 6, 6] of Float32*"),
        ["a sampler's images of another type"] = (
            Dense().WithNegatives(new Sampler(positives => positives with { Images = positives.Images.to(float64) })),
            "Sampler.Sample gave [4, 1, 6, 6] of Float64*"),
        ["a scalar goodness"] = (
            Dense().WithGoodness(new Goodness(activations => activations.mean())),
            "Goodness.Measure gave [] of Float32 for [8, 8] of Float32*one floating-point number a row, [8]*"),
        ["a goodness of whole numbers"] = (
            Dense().WithGoodness(new Goodness(activations => activations.sum([1]).to(int64))), "Goodness.Measure gave [8] of Int64*"),
        ["a goodness that goes back elsewhere"] = (
            Dense().WithGoodness(new BackwardGoodness()), "BackwardGoodness.PullBack gave [8] of Float32*[8, 8] of Float32*"),
        ["a loss a pair"] = (
            Dense().WithLoss(new Loss((positive, negative) => negative - positive)),
            "Loss.Loss gave [4] of Float32*one floating-point number, a scalar*"),
        ["a loss's slopes of another length"] = (
            Dense().WithLoss(new SteepLoss()), "SteepLoss.Differentiate gave [8] of Float32*[4] of Float32*"),
        ["a modulation of another length"] = (
            Dense().WithModulation(new Modulation(goodness => goodness.narrow(0, 0, 4))),
            "Modulation.Modulate gave [4] of Float32 for [8] of Float32*"),
        ["a scalar signal"] = (Dense().WithModulation(new Signals()), "Signals.Signal gave [] of Float32*[8]*"),
        ["a collaboration of another shape"] = (
            Dense().WithCollaboration(new Collaboration()), "Collaboration.Contribution gave [8, 1] of Float32*[8]*"),
        ["a normalisation of fewer values"] = (
            Dense().WithInputNormalisation(new Normalisation(input => input.narrow(1, 0, 5))),
            "Normalisation.Normalise gave [8, 5] of Float32 for [8, 36] of Float32*"),
        ["a normalisation of another type"] = (
            Dense().WithInputNormalisation(new Normalisation(input => input.to(float64))),
            "Normalisation.Normalise gave [8, 36] of Float64*"),
        ["an embedding of another shape"] = (
            Dense().WithLabelEmbedding(new Embedding(images => images.flatten(1))),
            "Embedding.Embed gave [4, 36] of Float32*[4, 1, 6, 6] of Float32*"),
        ["an embedding of another type"] = (
            Dense().WithLabelEmbedding(new Embedding(images => images.to(float64))), "Embedding.Embed gave [4, 1, 6, 6] of Float64*"),
        ["an embedding of changed images"] = (
            Dense().WithNegatives(new GaussianNoiseSampler()).WithLabelEmbedding(new CorruptedEmbedding()),
            "CorruptedEmbedding.EmbedCorrupted gave [4, 36] of Float32*"),
        ["a neutral embedding of another shape"] = (
            Dense().WithSoftmaxHead().WithLabelEmbedding(new NeutralEmbedding()),
            "NeutralEmbedding.EmbedNeutral gave [4, 36] of Float32*"),
        ["an embedding that appends fewer values than it says"] = (
            Dense().WithLabelEmbedding(new Appended(2)), "Appended.Embed gave [4, 39] of Float32*rows of that type, [4, 38]*"),
        ["an overlay that appends other values than one a class"] = (
            Dense().WithLabelEmbedding(new AppendedOverlay()),
            "AppendedOverlay.AppendedValues gave 2 for 3 classes*0 or one value a class*ILabelEmbedding*"),
        ["an overlay of a value an image"] = (
            Dense().WithLabelEmbedding(new Overlay()), "Overlay.LabelValue gave [4] of Float32*one floating-point number, a scalar*"),
        ["a layer of fewer rows"] = (
            Bare().AddLayer(new LayerKind(rows => rows.narrow(0, 0, 3))),
            "Layer.Respond gave [3, 36] of Float32*a row of floating-point numbers for each of 8, [8, 36]*"),
        ["a layer of another shape than it says"] = (
            Bare().AddLayer(new LayerKind(rows => rows.narrow(1, 0, 35))), "Layer.Respond gave [8, 35] of Float32*[8, 36]*"),
        ["an objective of one goodness"] = (
            Bare().AddLayer(new LayerKind(rows => rows, new Objective { Goodness = rows => rows.mean() })),
            "Objective.Measure gave [] of Float32*"),
        ["an objective of one judged row"] = (
            Bare().AddLayer(new LayerKind(rows => rows, new Objective { Judged = rows => rows.narrow(0, 0, 1) })),
            "Objective.Read gave [1, 36] of Float32*"),
        ["an objective of a loss a row"] = (
            Bare().AddLayer(new LayerKind(rows => rows, new Objective { OfJudged = judged => judged })),
            "Objective.Loss gave [8] of Float32*one floating-point number, a scalar*"),
        ["a class loss a row"] = (
            Bare().AddLayer(new ProjectionLayerDefinition(8) { Projection = new ProjectionOptions { Loss = new ClassLoss() } }),
            "ClassLoss.Loss gave [4, 3] of Float32*one floating-point number, a scalar*"),
    };

    public static TheoryData<string> Cases => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_APartThatBreaksItsContract_IsRefusedByName(string kind)
    {
        (FFNetworkBuilder builder, string message) = Broken[kind];
        using LabelledImages data = SyntheticImages.Create(8);
        using FFNetwork network = builder.Build();

        network.Invoking(candidate => candidate.Fit(data, Short)).Should().Throw<InvalidOperationException>().WithMessage(message);
    }

    [Fact]
    public void Fit_ASamplerThatCorruptsPositivesToOtherShapes_IsRefusedByName()
    {
        using LabelledImages data = SyntheticImages.Create(8);
        using FFNetwork network = Dense().WithNegatives(new ShrinkingSampler()).Build();

        network.Invoking(candidate => candidate.Fit(data, Short with { CorruptPositives = true }))
            .Should().Throw<InvalidOperationException>().WithMessage("ShrinkingSampler.Corrupt gave [4, 1, 5, 6]*");
    }

    [Fact]
    public void Fit_SamplersThatSaySo_MayCarryTrueLabels()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        INegativeSampler[] samplers =
        [
            new FaithfulShuffledLabelSampler(), new FaithfulClassConfusionSampler(), new FaithfulPermutedImageSampler(),
            new FrankSampler(),
        ];

        foreach (INegativeSampler sampler in samplers)
        {
            using FFNetwork network = Dense().WithNegatives(sampler).Build();
            network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 30 }).History.Should().HaveCount(1);
        }
    }

    [Fact]
    public void Predict_AGoodnessThatGivesOneNumber_IsRefusedByName()
    {
        using LabelledImages data = SyntheticImages.Create(8);
        using FFNetwork network = Dense().WithGoodness(new Goodness(activations => activations.mean())).Build();

        network.Invoking(candidate => candidate.Predict(data.Images))
            .Should().Throw<InvalidOperationException>().WithMessage("Goodness.Measure gave [] of Float32*");
    }

    private static FFNetworkBuilder Bare() => SavedNetworks.Bare();

    private static FFNetworkBuilder Dense() => Bare().WithNegatives(new WrongLabelSampler()).AddDense(8).AddDense(8);
}
