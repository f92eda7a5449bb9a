using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

/// <summary>What is meant for photographs: crops, mirrored images, colours, patches.</summary>
public sealed class AugmentationPhotographTests
{
    private const int Many = 2_000;

    [Fact]
    public void Apply_Mirror_MirrorsAsManyAsAsked()
    {
        Tensor images = Random(1, Many, 2, 3, 5);

        Tensor views = Apply(Augmentation.None with { Mirror = 0.25 }, images);

        Tensor mirrored = views.eq(images.flip(3)).flatten(1).all(1), kept = views.eq(images).flatten(1).all(1);
        mirrored.logical_xor(kept).all().item<bool>().Should().BeTrue("nothing else happens to an image");
        mirrored.to(float64).mean().ToDouble().Should().BeApproximately(0.25, 0.03);
        Apply(Augmentation.None with { Mirror = 1 }, images).eq(images.flip(3)).all().item<bool>().Should().BeTrue();
    }

    /// <summary>On ramps of slope 1 the slope of a view is the crop's share of a side, and its mean where the crop lies.</summary>
    [Fact]
    public void Apply_Crop_KeepsPartsOfTheAreaAndOfItsShapeAsStated()
    {
        const int Height = 24, Width = 36;
        Tensor across = arange(Width, float32).view(1, 1, 1, Width).expand(Many, 1, Height, Width);
        Tensor down = arange(Height, float32).view(1, 1, Height, 1).expand(Many, 1, Height, Width);

        Tensor views = Apply(Augmentation.None with { Crop = 0.3 }, cat([across, down], 1));

        float[] widths = Values((views[.., 0, 12, 20] - views[.., 0, 12, 16]) / 4), heights = Values(
            (views[.., 1, 14, 18] - views[.., 1, 10, 18]) / 4);
        double[] areas = [.. widths.Zip(heights, (width, height) => (double)width * height)];
        areas.Should().OnlyContain(area => area > 0.29 && area < 1.001);
        areas.Average().Should().BeInRange(0.6, 0.66, "areas from 0.3 to 1 are drawn evenly, and sides are no longer than the image's");
        widths.Zip(heights, (width, height) => width / height).Should().OnlyContain(aspect => aspect > 0.749 && aspect < 1.334);
        views.narrow(1, 0, 1).min().ToDouble().Should().BeGreaterThanOrEqualTo(0);
        views.narrow(1, 0, 1).max().ToDouble().Should().BeLessThanOrEqualTo(Width - 1);
        double[] centres = [.. Values(views.narrow(1, 0, 1).mean([1, 2, 3])).Select(mean => mean - 17.5)];
        centres.Average().Should().BeApproximately(0, 0.3, "a crop lies as often left as right");
        centres.Max(Math.Abs).Should().BeGreaterThan(5);
    }

    [Fact]
    public void Apply_Brightness_MultipliesAnImagesPixelsByOneNumber()
    {
        Tensor images = Random(1, Many, 3, 4, 4);

        Tensor views = Apply(Augmentation.None with { Brightness = 0.4 }, images);

        Tensor factors = views.flatten(1).norm(1) / images.flatten(1).norm(1);
        views.ShouldBeClose(images * factors.view(-1, 1, 1, 1), 1e-5);
        ShouldBeEven(factors, 0.6, 1.4);
    }

    [Fact]
    public void Apply_Contrast_KeepsTheMeanAndScalesWhatIsAroundIt()
    {
        Tensor images = Random(1, Many, 1, 4, 4);

        Tensor views = Apply(Augmentation.None with { Contrast = 0.4 }, images);

        views.mean([1, 2, 3]).ShouldBeClose(images.mean([1, 2, 3]), 1e-5);
        ShouldBeEven(views.flatten(1).std(1) / images.flatten(1).std(1), 0.6, 1.4);
    }

    [Fact]
    public void Apply_Saturation_KeepsTheLightnessAndScalesTheColours()
    {
        Tensor images = Random(1, Many, 3, 4, 4), lightness = Lightness(images);

        Tensor views = Apply(Augmentation.None with { Saturation = 0.4 }, images);

        Lightness(views).ShouldBeClose(lightness, 1e-5);
        ShouldBeEven((views - lightness).flatten(1).norm(1) / (images - lightness).flatten(1).norm(1), 0.6, 1.4);
    }

    [Fact]
    public void Apply_Grey_TakesTheColoursOfAsManyAsAsked()
    {
        Tensor images = Random(1, Many, 3, 4, 4), lightness = Lightness(images).expand(images.shape);

        Tensor views = Apply(Augmentation.None with { Grey = 0.25 }, images);

        Tensor grey = (views - lightness).abs().flatten(1).amax([1]).lt(1e-5), kept = (views - images).abs().flatten(1).amax([1]).lt(1e-5);
        grey.logical_xor(kept).all().item<bool>().Should().BeTrue();
        grey.to(float64).mean().ToDouble().Should().BeApproximately(0.25, 0.03);
    }

    [Fact]
    public void Apply_ColoursOfOtherThanThreeChannels_AreLeftAsTheyAre()
    {
        Tensor images = Random(1, 20, 2, 4, 4);

        Apply(Augmentation.None with { Saturation = 0.9, Grey = 1 }, images).ShouldBeClose(images, 1e-5);
    }

    [Fact]
    public void Apply_Cutout_CoversASquareWithTheMeanColour()
    {
        Tensor images = Random(1, Many, 3, 8, 12), means = images.mean([2, 3], keepdim: true);

        Tensor views = Apply(Augmentation.None with { Cutout = 0.5 }, images);

        Tensor covered = views.ne(images).any(1, keepdim: true);
        where(covered, means, images).ShouldBeClose(views);
        long[] sizes = Longs(covered.flatten(1).sum([1]));
        sizes.Max().Should().Be(16, "half of the shorter side, squared");
        sizes.Min().Should().Be(4, "where the centre lies in a corner");
        covered.to(float32).mean([0]).min().ToDouble().Should().BeGreaterThan(0.02, "a patch lies anywhere");
    }

    [Fact]
    public void Draw_AppliedToTwoTensors_ChangesBothAlike()
    {
        Tensor images = Random(1, 30, 3, 8, 8);
        using Generator generator = new(7UL);

        DrawnAugmentation drawn = (Augmentation.Photographs with { Rotation = 20, Contrast = 0 }).Draw(images.shape, generator);

        drawn.Apply(images / 2).ShouldBeClose(drawn.Apply(images) / 2, 1e-5);
    }

    [Fact]
    public void Apply_PhotographsFromTheSameState_DiffersInNothingButTheLimits()
    {
        Augmentation[] settings = [Augmentation.Photographs, Augmentation.None with { Grey = 1 }, Augmentation.None with { Cutout = 0.1 }];

        settings.Select(NextDraw).Distinct().Should().ContainSingle();

        static float NextDraw(Augmentation augmentation)
        {
            using Generator generator = new(3UL);
            augmentation.Apply(Random(1, 6, 3, 7, 9), generator);
            return rand([1], generator: generator).item<float>();
        }
    }

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 32, 20)]
    [InlineData(1, 1, 1)]
    public void Apply_EverythingAtOnce_GivesNewFiniteImagesAndLeavesNoTensor(int channels, int height, int width)
    {
        Tensor images = Random(1, 6, channels, height, width), before = images.clone();
        Augmentation everything = new Augmentation { Grey = 0.5, Cutout = 0.5, Crop = 0.01, Mirror = 0.5 } with { Brightness = 0.9 };
        using Generator generator = new(7UL);
        long live = CountLive();

        Tensor views = everything.Apply(images, generator);

        Tensor.TotalCount.Should().Be(live + 1);
        views.shape.Should().Equal(images.shape);
        views.isfinite().all().item<bool>().Should().BeTrue();
        images.eq(before).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Constructor_OutOfRange_IsRefusedWithItsName()
    {
        (string Name, Func<double, Augmentation> Set, double[] Refused)[] options =
        [
            (nameof(Augmentation.Crop), value => new() { Crop = value }, [0, 1.1, double.NaN]),
            (nameof(Augmentation.Mirror), value => new() { Mirror = value }, [-0.1, 1.1, double.NaN]),
            (nameof(Augmentation.Brightness), value => new() { Brightness = value }, [-0.1, 1, double.NaN]),
            (nameof(Augmentation.Contrast), value => new() { Contrast = value }, [-0.1, 1, double.NaN]),
            (nameof(Augmentation.Saturation), value => new() { Saturation = value }, [-0.1, 1, double.NaN]),
            (nameof(Augmentation.Grey), value => new() { Grey = value }, [-0.1, 1.1, double.NaN]),
            (nameof(Augmentation.Cutout), value => new() { Cutout = value }, [-0.1, 1, double.NaN]),
        ];

        foreach ((string name, Func<double, Augmentation> set, double[] refused) in options)
            foreach (double value in refused)
                FluentActions.Invoking(() => set(value)).Should().Throw<ArgumentOutOfRangeException>()
                    .WithParameterName(name).WithMessage($"{name} must be *");
    }

    private static Tensor Apply(Augmentation augmentation, Tensor images)
    {
        using Generator generator = new(7UL);
        return augmentation.Apply(images, generator);
    }

    private static Tensor Lightness(Tensor images) => (images * Vector(0.299f, 0.587f, 0.114f).view(1, 3, 1, 1)).sum([1], true);

    private static void ShouldBeEven(Tensor factors, double least, double most)
    {
        float[] values = Values(factors);
        values.Should().OnlyContain(value => value > least - 1e-3 && value < most + 1e-3);
        values.Average().Should().BeApproximately((float)((least + most) / 2), 0.02f);
        values.Count(value => value < least + (0.25 * (most - least))).Should().BeCloseTo(Many / 4, 80);
    }
}
