using ForwardForward.Data;
using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training.Batches;

/// <summary>What becomes of images between the training set and the first layer.</summary>
public sealed class ImagesOnTheWayTests
{
    [Fact]
    public void PixelShift_KnownImages_MovesEachByWholePixelsAndRepeatsTheEdge()
    {
        // Two images of one row, 1 2 3: moved by one pixel they are 1 1 2 or 2 3 3; by none, themselves.
        // A row alone cannot move up or down.
        using Generator generator = new(1UL);
        Tensor images = tensor(new float[] { 1, 2, 3 }).view(1, 1, 1, 3).expand(300, 1, 1, 3);

        float[][] moved = [.. Values(new PixelShift(300, 1, generator).Apply(images)).Chunk(3)];

        string[] kinds = [.. moved.Select(row => string.Concat(row))];
        kinds.Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("123", "112", "233");
        kinds.GroupBy(kind => kind, StringComparer.Ordinal).Should().AllSatisfy(group => group.Count().Should().BeInRange(70, 130));
    }

    [Fact]
    public void PixelShift_OnePixel_ReachesAllNinePlaces()
    {
        using Generator generator = new(1UL);
        Tensor images = zeros([900, 1, 5, 5]);
        images.narrow(2, 2, 1).narrow(3, 2, 1).fill_(1);

        long[] places = Longs(new PixelShift(900, 1, generator).Apply(images).flatten(1).argmax(1));

        // Rows 1 to 3 and columns 1 to 3 of the five, each about a hundred times.
        places.Distinct().Should().BeEquivalentTo([6L, 7, 8, 11, 12, 13, 16, 17, 18]);
        places.GroupBy(place => place).Should().AllSatisfy(place => place.Count().Should().BeInRange(65, 140));
    }

    [Fact]
    public void PixelShift_ColourImage_MovesItsChannelsTogether()
    {
        using Generator generator = new(1UL);
        Tensor images = Random(1, 20, 1, 5, 5);

        Tensor moved = new PixelShift(20, 2, generator).Apply(cat([images, images * 2], 1));

        moved.narrow(1, 1, 1).ShouldBeClose(moved.narrow(1, 0, 1) * 2);
        moved.shape.Should().Equal(20, 2, 5, 5);
    }

    public static TheoryData<TrainingOptions> Changes =>
    [
        new TrainingOptions { Epochs = 2, BatchSize = 40, Jitter = 1 },
        new TrainingOptions { Epochs = 2, BatchSize = 40, Augmentation = Augmentation.Photographs with { Contrast = 0 } },
        new TrainingOptions { Epochs = 2, BatchSize = 40, Jitter = 1, Augmentation = Augmentation.None with { Rotation = 30 } },
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Fit_ChangedImages_AreChangedAnewInEveryBatchAndTheirDrawnNegativesAlike(TrainingOptions options)
    {
        using LabelledImages data = SyntheticImages.Create(40);
        foreach (NegativeRefresh refresh in Enum.GetValues<NegativeRefresh>())
        {
            RecordingEmbedding embedding = new();
            using FFNetwork network = SyntheticImages.Network().WithNegatives(new HalvingSampler()).WithLabelEmbedding(embedding).Build();

            network.Fit(data, options with { Negatives = refresh });

            Tensor positives = embedding.Clean[0];
            (positives - data.Images).abs().max().ToDouble().Should().BeGreaterThan(0.1, "the images have changed");
            (positives - embedding.Clean[1]).abs().max().ToDouble().Should().BeGreaterThan(0.1, "they change anew in every batch");
            embedding.Corrupted[0].ShouldBeClose(positives / 2);
        }
    }

    [Fact]
    public void CorruptPositives_NoiseSampler_GivesBothHalvesNoiseAndTheirLabels()
    {
        using LabelledImages data = SyntheticImages.Create(200);
        foreach (NegativeRefresh refresh in Enum.GetValues<NegativeRefresh>())
        {
            RecordingEmbedding embedding = new();
            using FFNetwork network =
                SyntheticImages.Network().WithNegatives(new GaussianNoiseSampler(0.5)).WithLabelEmbedding(embedding).Build();

            network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 200, CorruptPositives = true, Negatives = refresh });

            embedding.Corrupted.Should().HaveCount(2, "positives and negatives are both told the clean images");
            (Tensor positive, Tensor negative) = (embedding.Corrupted[0] - data.Images, embedding.Corrupted[1] - data.Images);
            positive.std().ToDouble().Should().BeApproximately(0.5, 0.03);
            negative.std().ToDouble().Should().BeApproximately(0.5, 0.03);
            (positive * negative).mean().ToDouble().Should().BeApproximately(0, 0.03, "each half has noise of its own");
            Longs(embedding.Labels[0]).Should().Equal(Longs(data.Labels));
        }
    }

    [Fact]
    public void Embedding_CorruptedNegatives_GetTheirOwnMaximumOnlyInTheFaithfulForm()
    {
        // All pixels 1, negatives halved to 0.5: the study's overlay writes 1 for positives and 0.5 for negatives.
        using LabelledImages data = new(ones([8, 1, 6, 6]), arange(8, int64).remainder(3), 3);

        LabelPixels(new FaithfulBatchMaximumOverlay()).Should().Equal(1f, 0.5f);
        LabelPixels(new BatchMaximumOverlay()).Should().Equal(1f, 1f);

        float[] LabelPixels(ILabelEmbedding embedding)
        {
            RecordingEmbedding recording = new(embedding);
            using FFNetwork network = SyntheticImages.Network().WithNegatives(new HalvingSampler()).WithLabelEmbedding(recording).Build();
            network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 8 });
            return [.. recording.Embedded.Select(images => Values(images.flatten(1).narrow(1, 0, 3).max())[0])];
        }
    }

    [Fact]
    public void Fit_OptionsThatDoNotFit_AreRefusedWithTheRemedy()
    {
        using LabelledImages data = SyntheticImages.Create(40);
        using FFNetwork network = SyntheticImages.Network().Build();

        FluentActions.Invoking(() => network.Fit(data, new TrainingOptions { CorruptPositives = true, BatchSize = 10 }))
            .Should().Throw<ArgumentException>().WithMessage("*FirstLayerSampler has none*");
        FluentActions.Invoking(() => network.Fit(data, new TrainingOptions { Jitter = 6, BatchSize = 10 }))
            .Should().Throw<ArgumentException>().WithMessage("*out of sight*");
        FluentActions.Invoking(() => new TrainingOptions { Jitter = -1 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    private sealed class HalvingSampler : INegativeSampler
    {
        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) =>
            new(positives.Images / 2, (positives.Labels + 1).remainder_(context.Classes));
    }

    private sealed class RecordingEmbedding(ILabelEmbedding? inner = null) : ILabelEmbedding
    {
        private readonly ILabelEmbedding _inner = inner ?? new FirstPixelsOverlay();

        public List<Tensor> Clean { get; } = [];

        public List<Tensor> Corrupted { get; } = [];

        public List<Tensor> Labels { get; } = [];

        public List<Tensor> Embedded { get; } = [];

        public Tensor Embed(Tensor images, Tensor labels, int classes) =>
            Keep(Clean, images, labels, _inner.Embed(images, labels, classes));

        public Tensor EmbedCorrupted(Tensor images, Tensor labels, int classes, Tensor clean) =>
            Keep(Corrupted, images, labels, _inner.EmbedCorrupted(images, labels, classes, clean));

        public Tensor EmbedNeutral(Tensor images, int classes) => _inner.EmbedNeutral(images, classes);

        private Tensor Keep(List<Tensor> seen, Tensor images, Tensor labels, Tensor embedded)
        {
            seen.Add(images.clone().DetachFromDisposeScope());
            Labels.Add(labels.clone().DetachFromDisposeScope());
            Embedded.Add(embedded.clone().DetachFromDisposeScope());
            return embedded;
        }
    }
}
