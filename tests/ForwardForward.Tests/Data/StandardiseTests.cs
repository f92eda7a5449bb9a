using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

/// <summary>What a dataset measures to be standardised by, and what it does with it.</summary>
public sealed class StandardiseTests
{
    // Two images of two channels, 1×2 pixels each: channel 0 holds 1, 3 and 5, 7; channel 1 holds 10, 10 and 10, 30.
    private static readonly float[] Pixels = [1, 3, 10, 10, 5, 7, 10, 30];

    [Fact]
    public void Standardise_Channels_MeasuresEachByItself()
    {
        using ImageDataset raw = Dataset(Pixels), standardised = raw.Standardise(StandardisationScope.Channel);

        // Channel 0: mean 4, deviations −3, −1, 1, 3, variance 20/4. Channel 1: mean 15, deviations −5, −5, −5, 15, variance 300/4.
        standardised.Standardisation!.Means.Should().Equal(4, 15);
        standardised.Standardisation.Deviations.Should().Equal(Math.Sqrt(5), Math.Sqrt(75));
    }

    [Fact]
    public void Standardise_Features_MeasuresEachPlaceByItselfAndLeavesTheSizeOfConstantOnes()
    {
        using ImageDataset raw = Dataset(Pixels), standardised = raw.Standardise(StandardisationScope.Feature);

        standardised.Standardisation!.Means.Should().Equal(3, 5, 10, 20);
        standardised.Standardisation.Deviations.Should().Equal(2, 2, 1, 10);
    }

    [Fact]
    public void Standardise_Image_IsTheDefaultAndTakesAllTogether()
    {
        using ImageDataset raw = Dataset(Pixels), standardised = raw.Standardise(), same = raw.Standardise(StandardisationScope.Image);

        standardised.Standardisation!.Means.Should().Equal(9.5);
        standardised.Standardisation.Should().Be(same.Standardisation);
        raw.Invoking(it => it.Standardise((StandardisationScope)7)).Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>More images than a micro-batch holds, of bytes, whose means are no numbers of float32.</summary>
    [Theory]
    [InlineData(StandardisationScope.Channel)]
    [InlineData(StandardisationScope.Feature)]
    public void Standardise_ManyBytes_GivesMeanZeroAndDeviationOne(StandardisationScope scope)
    {
        using DisposeScope disposing = NewDisposeScope();
        using Generator generator = new(3UL);
        Tensor pixels = randint(0, 256, [2_300, 3, 2, 2], ScalarType.Int64, CPU, generator: generator).to_type(ScalarType.Byte);
        using ImageDataset raw = new("bytes", Part(pixels), Part(pixels)), standardised = raw.Standardise(scope);

        Tensor scaled = standardised.Standardisation!.Apply(standardised.Train.Images).to_type(float64);
        long[] over = scope == StandardisationScope.Channel ? [0, 2, 3] : [0];

        scaled.mean(over).abs().max().ToDouble().Should().BeLessThan(1e-6);
        (scaled.std(over, unbiased: false) - 1).abs().max().ToDouble().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void Standardise_NumbersThatFloat32CannotNearlyTellApart_CountAsConstant()
    {
        using ImageDataset raw = Dataset([1000, 1, 5, 5, 1000.00006f, 2, 5, 6]),
            standardised = raw.Standardise(StandardisationScope.Feature);

        standardised.Standardisation!.Deviations.Should().Equal(1, 0.5, 1, 0.5);
    }

    [Fact]
    public void Standardise_NothingThatDiffers_IsRefused()
    {
        using ImageDataset flat = Dataset([1, 1, 2, 2, 1, 1, 2, 2]), huge = Dataset([1e30f, -1e30f, 1, 2, 3e38f, 1, 1, 1]);

        flat.Invoking(it => it.Standardise(StandardisationScope.Feature)).Should().Throw<InvalidOperationException>()
            .WithMessage("*mean 1 and deviation 0, by which nothing can be divided*");
        huge.Invoking(it => it.Standardise()).Should().Throw<InvalidOperationException>().WithMessage("*by which nothing can be divided*");
    }

    [Fact]
    public void Standardise_GivenNumbers_AreThoseOfEveryPart()
    {
        Standardisation given = new([1, 2], [3, 4]);
        using ImageDataset raw = Dataset(Pixels), standardised = raw.Standardise(given);

        standardised.Standardisation.Should().BeSameAs(given);
        standardised.Test.Standardisation.Should().BeSameAs(given);
        raw.Invoking(it => it.Standardise(new Standardisation([1, 2, 3], [1, 2, 3]))).Should().Throw<ArgumentException>()
            .WithMessage("It has 3 means, and images of 2×1×2 have 2 channels and 4 values.*");
        standardised.Invoking(it => it.Standardise(given))
            .Should().Throw<InvalidOperationException>().WithMessage("*is standardised already*");
    }

    [Fact]
    public void Standardise_BeforeAndAfterASplit_MeasuresTheTrainingImagesOfThen()
    {
        using ImageDataset raw = Dataset([.. Enumerable.Range(0, 40).Select(value => (float)(value * value))]);
        using ImageDataset split = raw.WithValidation(4, seed: 1), after = split.Standardise(), before = raw.Standardise(),
            splitLater = before.WithValidation(4, seed: 1), taken = splitLater.Take(3, 2), some = before.OfClasses(0);

        after.Validation!.Standardisation.Should().Be(after.Standardisation).And.NotBe(before.Standardisation);
        after.Standardisation!.Means[0].Should().BeApproximately(split.Train.Images.mean().ToDouble(), 1e-4);
        foreach (ImageDataset dataset in new[] { splitLater, taken, some })
            dataset.Standardisation.Should().Be(before.Standardisation);
        splitLater.Validation!.Standardisation.Should().Be(before.Standardisation);
        splitLater.Test.Standardisation.Should().Be(before.Standardisation);
    }

    /// <summary>It owns a handle of its own on the same memory.</summary>
    [Fact]
    public void Standardise_Pixels_AreSharedAndOutliveTheDataset()
    {
        ImageDataset raw = Dataset(Pixels);
        using ImageDataset standardised = raw.Standardise();

        standardised.Train.Images.bytes.Overlaps(raw.Train.Images.bytes).Should().BeTrue();
        raw.Dispose();

        standardised.Train.Images.data<float>().ToArray().Should().Equal(Pixels);
        using LabelledImages floats = standardised.Train.ToFloat32();
        floats.Standardisation.Should().Be(standardised.Standardisation);
    }

    [Fact]
    public void Constructor_PartsStandardisedByOtherNumbers_AreRefused()
    {
        using ImageDataset raw = Dataset(Pixels), standardised = raw.Standardise(new Standardisation(1, 2));

        FluentActions.Invoking(() => new ImageDataset("mixed", standardised.Train, raw.Test))
            .Should().Throw<ArgumentException>().WithMessage(
            "The training part is standardised by mean 1, deviation 2, the test part by nothing.*");
    }

    private static ImageDataset Dataset(float[] pixels)
    {
        using Tensor images = tensor(pixels).view(-1, 2, 1, 2);
        return new ImageDataset("small", Part(images), Part(images));
    }

    private static LabelledImages Part(Tensor images)
    {
        using Tensor labels = arange(images.shape[0], ScalarType.Int64).remainder(2);
        return new LabelledImages(images, labels, 2);
    }
}
