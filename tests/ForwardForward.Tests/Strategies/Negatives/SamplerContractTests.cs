using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

/// <summary>What every sampler of the library must do, whatever its negatives are.</summary>
public sealed class SamplerContractTests
{
    private static readonly INegativeSampler[] Samplers =
    [
        new WrongLabelSampler(), new FaithfulShuffledLabelSampler(), new HardLabelSampler(), new FirstLayerSampler(),
        new ClassConfusionSampler(), new FaithfulClassConfusionSampler(), new SameClassSampler(), new FaithfulPermutedImageSampler(),
        new GaussianNoiseSampler(), new MaskedPixelsSampler(),
        new HybridMixSampler(), new FaithfulHybridMixSampler(), new HybridMaskSampler(),
    ];

    public static TheoryData<string, int, int> Batches
    {
        get
        {
            TheoryData<string, int, int> batches = [];
            foreach (INegativeSampler sampler in Samplers)
                foreach (int images in new[] { 1, 2, 500 })
                    foreach (int classes in new[] { 2, 10, 100 })
                        batches.Add(sampler.GetType().Name, images, classes);
            return batches;
        }
    }

    public static TheoryData<string> Faithful => [.. Samplers.Select(sampler => sampler.GetType().Name).Where(IsFaithful)];

    [Fact]
    public void Samplers_OfTheLibrary_AreAllHeldToTheContract()
    {
        IEnumerable<Type> all = typeof(INegativeSampler).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(INegativeSampler)) && !type.IsAbstract);

        Samplers.Select(sampler => sampler.GetType()).Should().BeEquivalentTo(all);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Sample_AnyBatch_KeepsShapesAndTypesAndThePositives(string sampler, int images, int classes)
    {
        LabelledBatch positives = MarkedImages.Create(images, classes);
        (Tensor imagesBefore, Tensor labelsBefore) = (positives.Images.clone(), positives.Labels.clone());

        LabelledBatch negatives = Sample(sampler, positives, classes);

        negatives.Images.shape.Should().Equal(images, 2, 3, 4);
        negatives.Labels.shape.Should().Equal(images);
        negatives.Images.dtype.Should().Be(ScalarType.Float32);
        negatives.Labels.dtype.Should().Be(ScalarType.Int64);
        Values(negatives.Images).Should().OnlyContain(pixel => float.IsFinite(pixel));
        Longs(negatives.Labels).Should().OnlyContain(label => label >= 0 && label < classes);
        negatives.Labels.Should().NotBeSameAs(positives.Labels, "whoever takes the negatives may dispose their labels");
        positives.Images.eq(imagesBefore).all().item<bool>().Should().BeTrue();
        positives.Labels.eq(labelsBefore).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Sample_GeneratorState_DecidesTheNegatives(string sampler, int images, int classes)
    {
        LabelledBatch positives = MarkedImages.Create(images, classes);

        LabelledBatch first = Sample(sampler, positives, classes, seed: 3);
        LabelledBatch second = Sample(sampler, positives, classes, seed: 3);
        LabelledBatch other = Sample(sampler, positives, classes, seed: 4);

        AreEqual(first, second).Should().BeTrue();
        if (images == 500 && classes > 2) // Of two classes, one is wrong: the label leaves nothing to draw.
            AreEqual(first, other).Should().BeFalse();

        static bool AreEqual(LabelledBatch left, LabelledBatch right) =>
            left.Images.eq(right.Images).all().item<bool>() && left.Labels.eq(right.Labels).all().item<bool>();
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Sample_ResultDisposed_LeavesNoTensor(string sampler, int images, int classes)
    {
        LabelledBatch positives = MarkedImages.Create(images, classes);
        using Generator generator = new(7UL);
        SamplingContext context = new(generator, classes, pixels => Score(pixels, classes), pixels => Score(pixels, classes));
        long before = CountLive();

        LabelledBatch negatives = Find(sampler).Sample(positives, context);
        negatives.Labels.Dispose();
        if (!ReferenceEquals(negatives.Images, positives.Images))
            negatives.Images.Dispose();

        Tensor.TotalCount.Should().Be(before);
        positives.Images.IsInvalid.Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Sample_StrictSampler_NeverShowsATrueLabel(string sampler, int images, int classes)
    {
        if (!IsFaithful(sampler))
            ShareOfTrueLabels(sampler, images, classes).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Faithful))]
    public void Sample_FaithfulSampler_ShowsAboutOneTrueLabelInTen(string sampler) =>
        ShareOfTrueLabels(sampler, images: 500, classes: 10).Should().BeInRange(0.05, 0.15);

    /// <summary>The share of negatives whose label is the true one of a row that the image shows, be it in part.</summary>
    private static double ShareOfTrueLabels(string sampler, int images, int classes)
    {
        LabelledBatch positives = MarkedImages.Create(images, classes);
        LabelledBatch negatives = Sample(sampler, positives, classes);
        long[] truth = Longs(positives.Labels);
        int[][] rows = Find(sampler) is HybridMixSampler or FaithfulHybridMixSampler
            ? MarkedImages.RowsMixed(negatives.Images)
            : MarkedImages.RowsShown(negatives.Images);

        rows.Should().OnlyContain(shown => shown.Length > 0);
        return Longs(negatives.Labels).Zip(rows).Average(negative => negative.Second.Any(row => truth[row] == negative.First) ? 1.0 : 0.0);
    }

    private static LabelledBatch Sample(string sampler, LabelledBatch positives, int classes, ulong seed = 7)
    {
        using Generator generator = new(seed);
        return Find(sampler).Sample(positives, new SamplingContext(
            generator, classes, pixels => Score(pixels, classes), pixels => Score(pixels, classes)));
    }

    // In place of a network: some scores that depend on image and class, between −1 and 1.
    private static Tensor Score(Tensor images, int classes) => (images.mean([1, 2, 3]).unsqueeze(1) + arange(classes)).sin();

    private static INegativeSampler Find(string name) =>
        Samplers.Single(sampler => string.Equals(sampler.GetType().Name, name, StringComparison.Ordinal));

    private static bool IsFaithful(string name) => name.StartsWith("Faithful", StringComparison.Ordinal);
}
