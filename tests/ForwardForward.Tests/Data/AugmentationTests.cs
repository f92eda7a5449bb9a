using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

public sealed class AugmentationTests
{
    [Fact]
    public void Apply_Noise_IsDrawnForEveryPixel()
    {
        Tensor noise = Apply(Augmentation.None with { Noise = 0.5 }, zeros(40, 3, 32, 30));

        noise.mean().ToDouble().Should().BeApproximately(0, 0.01);
        noise.std(unbiased: false).ToDouble().Should().BeApproximately(0.5, 0.01);
        noise.abs().lt(0.5).to(float64).mean().ToDouble().Should().BeApproximately(0.683, 0.01, "the noise is Gaussian");
        noise.mean([0]).std(unbiased: false).ToDouble().Should().BeApproximately(0.5 / Math.Sqrt(40), 0.005, "images share no noise");
        noise.mean([1]).std(unbiased: false).ToDouble().Should().BeApproximately(0.5 / Math.Sqrt(3), 0.01, "channels share no noise");
    }

    [Fact]
    public void Apply_NoiseAlone_IsAddedToThePixelsAsTheyAre()
    {
        Tensor images = Random(1, 4, 2, 6, 5);
        Augmentation noisy = Augmentation.None with { Noise = 0.5 };

        Apply(noisy, images).eq(Apply(noisy, zeros_like(images)) + images).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Apply_MovementsAndNoise_AddsTheNoiseAfterMoving()
    {
        Tensor images = Random(1, 100, 1, 16, 16);
        Augmentation augmentation = new();

        Tensor noise = Apply(augmentation, images) - Apply(augmentation with { Noise = 0 }, images);

        // Resampled noise would be weaker.
        noise.std(unbiased: false).ToDouble().Should().BeApproximately(0.1, 0.002);
    }

    [Fact]
    public void Apply_None_Copies()
    {
        Tensor images = Random(1, 4, 3, 6, 5);
        Tensor before = images.clone();

        Tensor copy = Apply(Augmentation.None, images);

        copy.eq(before).all().item<bool>().Should().BeTrue();
        copy.zero_();
        images.eq(before).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 32, 32)]
    [InlineData(2, 5, 9)]
    [InlineData(1, 1, 1)]
    public void Apply_AnyShape_GivesNewImagesBetweenTheOldPixels(int channels, int height, int width)
    {
        Tensor images = Random(1, 6, channels, height, width);
        Tensor before = images.clone();

        Tensor views = Apply(new Augmentation { Shift = 40, Rotation = 180, Scale = 0.9, Shear = 80, Noise = 0 }, images);

        views.shape.Should().Equal(images.shape);
        views.dtype.Should().Be(ScalarType.Float32);
        images.eq(before).all().item<bool>().Should().BeTrue();
        views.le(images.amax([2, 3], keepdim: true) + 1e-5).all().item<bool>().Should().BeTrue();
        views.ge(images.amin([2, 3], keepdim: true) - 1e-5).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Apply_TransposedImages_SeesThemAsTheyAre()
    {
        Tensor images = Random(1, 6, 2, 7, 9).transpose(2, 3);

        Apply(new Augmentation(), images).eq(Apply(new Augmentation(), images.contiguous())).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Apply_GeneratorState_DecidesTheViews()
    {
        Tensor images = Random(1, 6, 2, 7, 9);
        Augmentation augmentation = new();

        Tensor first = Apply(augmentation, images, seed: 3);

        Apply(augmentation, images, seed: 3).eq(first).all().item<bool>().Should().BeTrue();
        Apply(augmentation, images, seed: 4).eq(first).any().item<bool>().Should().BeFalse();
        using Generator generator = new(3UL);
        augmentation.Apply(images, generator).eq(first).all().item<bool>().Should().BeTrue();
        augmentation.Apply(images, generator).eq(first).any().item<bool>().Should().BeFalse("a second call makes other views");
    }

    [Fact]
    public void Apply_OtherLimits_DrawAsOften()
    {
        Tensor images = Random(1, 6, 2, 7, 9);

        Augmentation[] noisy = [new(), new() { Noise = 0.5 }, Augmentation.None with { Noise = 1 }];
        Augmentation[] still = [Augmentation.None, new() { Noise = 0 }, Augmentation.None with { Shift = 3 }];

        noisy.Select(NextDraw).Distinct().Should().ContainSingle();
        still.Select(NextDraw).Distinct().Should().ContainSingle();

        float NextDraw(Augmentation augmentation)
        {
            using Generator generator = new(3UL);
            augmentation.Apply(images, generator);
            return rand([1], generator: generator).item<float>();
        }
    }

    [Fact]
    public void Apply_ResultDisposed_LeavesNoTensor()
    {
        Tensor images = Random(1, 6, 2, 7, 9);
        using Generator generator = new(7UL);
        Augmentation[] settings = [Augmentation.None, new(), new() { Noise = 0 }, Augmentation.None with { Noise = 1 }];
        long before = CountLive();

        foreach (Augmentation augmentation in settings)
            augmentation.Apply(images, generator).Dispose();

        Tensor.TotalCount.Should().Be(before);
        images.IsInvalid.Should().BeFalse();
    }

    [Fact]
    public void Apply_ImagesOfAnotherKind_AreRefusedWithTheirShapeAndType()
    {
        Action flat = () => Apply(new Augmentation(), zeros(2, 784));
        Action bytes = () => Apply(new Augmentation(), zeros([2, 1, 4, 4], uint8));
        Action empty = () => Apply(new Augmentation(), zeros(0, 1, 4, 4));

        flat.Should().Throw<ArgumentException>().WithMessage("*[2, 784] of Float32*").WithParameterName("images");
        bytes.Should().Throw<ArgumentException>().WithMessage("*[2, 1, 4, 4] of Byte*").WithParameterName("images");
        empty.Should().Throw<ArgumentException>().WithMessage("*[0, 1, 4, 4] of Float32*").WithParameterName("images");
    }

    [Fact]
    public void Constructor_Defaults_AreThoseOfTheDocumentation() =>
        new Augmentation().Should().Be(new Augmentation { Shift = 2, Rotation = 10, Scale = 0.1, Shear = 5, Noise = 0.1 });

    [Fact]
    public void Constructor_OutOfRange_IsRefusedWithItsName()
    {
        (string Name, Func<double, Augmentation> Set, double[] Refused)[] options =
        [
            (nameof(Augmentation.Shift), value => new() { Shift = value }, [-0.1, double.NaN, double.PositiveInfinity]),
            (nameof(Augmentation.Rotation), value => new() { Rotation = value }, [-0.1, 180.1, double.NaN]),
            (nameof(Augmentation.Scale), value => new() { Scale = value }, [-0.1, 1, double.NaN]),
            (nameof(Augmentation.Shear), value => new() { Shear = value }, [-0.1, 90, double.NaN]),
            (nameof(Augmentation.Noise), value => new() { Noise = value }, [-0.1, double.NaN, double.PositiveInfinity]),
        ];

        foreach ((string name, Func<double, Augmentation> set, double[] refused) in options)
            foreach (double value in refused)
                FluentActions.Invoking(() => set(value)).Should().Throw<ArgumentOutOfRangeException>()
                    .WithParameterName(name).WithMessage($"{name} must be *");
    }

    private static Tensor Apply(Augmentation augmentation, Tensor images, ulong seed = 7)
    {
        using Generator generator = new(seed);
        return augmentation.Apply(images, generator);
    }
}
