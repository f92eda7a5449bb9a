using ForwardForward.Data;
using ForwardForward.Runtime;

namespace ForwardForward.Tests.Data.Synthetic;

/// <summary>The tools of the procedural datasets, against values worked out by hand.</summary>
public sealed class DrawingTests
{
    private static readonly DeformationRanges Plain = new()
    {
        Width = 10,
        Height = 20,
        Scale = 0,
        Aspect = 0,
        Shear = 0,
        HalfAngleTangent = 0,
        Shift = 0,
        Jitter = 0,
    };

    [Fact]
    public void SignedDistance_FilledSquare_IsNegativeInsideOnly()
    {
        Mark square = Mark.Area(2, 2, 6, 2, 6, 6, 2, 6);

        Outline.SignedDistance(square, new(3, 4)).Should().Be(-1);
        Outline.SignedDistance(square, new(9, 10)).Should().Be(5);
        Outline.SignedDistance(square with { Filled = false, Closed = true }, new(3, 4)).Should().Be(1);
    }

    [Fact]
    public void SignedDistance_OpenLine_DoesNotJoinItsEnds()
    {
        Mark corner = Mark.Line(0, 0, 4, 0, 4, 4);

        Outline.SignedDistance(corner, new(1, 3)).Should().Be(3);
        Outline.SignedDistance(corner with { Closed = true }, new(1, 3)).Should().BeApproximately(MathF.Sqrt(2), 1e-6f);
    }

    [Fact]
    public void Paint_LineOfTwoPixels_CoversTwoRowsExactly()
    {
        var raster = new Raster();
        raster.Paint(Mark.Line(-5, 14, 33, 14) with { Width = 2 });

        byte[] image = Develop(raster);

        image.AsSpan(12 * 28, 28).ToArray().Should().OnlyContain(value => value == 0);
        image.AsSpan(13 * 28, 56).ToArray().Should().OnlyContain(value => value == 255);
        image.AsSpan(15 * 28, 28).ToArray().Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void Paint_DarkMarkOverLightOne_ReplacesItsBrightness()
    {
        var raster = new Raster();
        raster.Paint(Mark.Area(-2, -2, 30, -2, 30, 30, -2, 30));
        raster.Paint(Mark.Line(-5, 14.5f, 33, 14.5f) with { Width = 1, Shade = 0.2f });

        byte[] image = Develop(raster);

        image[(14 * 28) + 9].Should().Be(51);
        image[(16 * 28) + 9].Should().Be(255);
    }

    [Fact]
    public void Blur_SinglePixel_SpreadsByTheWeights()
    {
        var raster = new Raster();
        raster.Paint(Mark.Line(14.5f, 14.5f, 14.5f, 14.5f) with { Width = 1 });

        raster.Blur(0.1f);
        byte[] image = Develop(raster);

        image[(14 * 28) + 14].Should().Be((byte)((0.64f * 255) + 0.5f));
        image[(14 * 28) + 15].Should().Be((byte)((0.08f * 255) + 0.5f));
        image[(13 * 28) + 13].Should().Be((byte)((0.01f * 255) + 0.5f));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Through_AnyPoints_PassesThroughAllOfThem(bool closed)
    {
        PlanePoint[] points = [new(0, 0), new(1, 2), new(3, 1), new(2, -1)];

        PlanePoint[] curve = Curve.Through(points, closed);

        curve.Should().Contain(points);
        curve.Should().HaveCount(closed ? 24 : 19);
    }

    [Fact]
    public void Apply_NoDeformation_CentresTheUnitSquare()
    {
        Deformation deformation = Deformation.Draw(new SplitMix64(1), Plain);

        deformation.Apply(new(0.5f, 0.5f)).Should().Be(new PlanePoint(14, 14));
        deformation.Apply(new(0, 1)).Should().Be(new PlanePoint(9, 24));
    }

    [Fact]
    public void Apply_RotationOnly_KeepsDistances()
    {
        DeformationRanges ranges = Plain with { Height = 10, HalfAngleTangent = 0.3f };

        PlanePoint corner = Deformation.Draw(new SplitMix64(4), ranges).Apply(new(1, 0.5f));

        corner.Y.Should().NotBe(14);
        MathF.Sqrt(((corner.X - 14) * (corner.X - 14)) + ((corner.Y - 14) * (corner.Y - 14))).Should().BeApproximately(5, 1e-4f);
    }

    [Fact]
    public void At_ManyTextures_StaysBetweenZeroAndOne()
    {
        var random = new SplitMix64(3);

        IEnumerable<float> factors =
            from texture in Enumerable.Range(0, 200).Select(_ => new Texture(random)).ToList()
            from place in Enumerable.Range(0, 28)
            select texture.At(new(place, 27 - (place / 2f)));

        factors.Should().OnlyContain(factor => factor >= 0 && factor <= 1);
        factors.Distinct().Count().Should().BeGreaterThan(500);
    }

    [Fact]
    public void Of_EveryDigit_StaysInTheUnitSquare()
    {
        IEnumerable<PlanePoint> points =
            from digit in Enumerable.Range(0, 10)
            from variant in DigitSkeletons.Of(digit)
            from stroke in variant
            from point in stroke.Points
            select point;

        points.Should().OnlyContain(point => point.X >= 0 && point.X <= 1 && point.Y >= 0 && point.Y <= 1);
    }

    [Fact]
    public void Cut_LabelOutsideRange_Throws()
    {
        Action act = () => GarmentSilhouettes.Cut(10, new SplitMix64(0));

        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 to 9*");
    }

    private static byte[] Develop(Raster raster)
    {
        var image = new byte[Raster.Side * Raster.Side];
        raster.Develop(image, brightness: 1, noise: 0, new SplitMix64(0));
        return image;
    }
}
