using System.Xml.Linq;
using ForwardForward.Samples.Plots;
using ScottPlot;
using SkiaSharp;

namespace ForwardForward.Tests.Samples;

public sealed class FigureTests
{
    [Fact]
    public void ToPng_CurveAndTiles_HasTwiceThePointsAndDrawsBoth()
    {
        using Figure figure = Create();

        using SKBitmap picture = SKBitmap.Decode(figure.ToPng());

        picture.Width.Should().Be(1_200);
        picture.Height.Should().Be(600);
        SKColor firstSeries = ToSkia(PlotColors.Of(0));
        Count(picture, 0, 600, firstSeries).Should().BeGreaterThan(500, "the curve stands in the left half");
        Count(picture, 600, 1_200, firstSeries).Should().Be(0, "and only there");
        Count(picture, 600, 1_200, SKColors.Black).Should().BeGreaterThan(5_000, "the dark tile stands in the right half");
    }

    [Fact]
    public void ToPng_MoreColumnsThanTiles_IsDrawn()
    {
        using Figure figure = new(300, 300, TilePlot.Create("one of five", [new Tile(new double[4, 4], "0 → 1")], columns: 5));

        using SKBitmap picture = SKBitmap.Decode(figure.ToPng());

        Count(picture, 0, 600, SKColors.Black).Should().BeGreaterThan(500);
    }

    [Fact]
    public void Figure_NothingToShow_IsDrawn()
    {
        using Figure figure = new(300, 200, LearningCurvePlot.Create("no curve", []), TilePlot.Create("no tile", [], columns: 5));

        SKBitmap.Decode(figure.ToPng()).Width.Should().Be(600);
    }

    [Fact]
    public void ToSvg_CurveAndTiles_IsWellFormedAndOfTheSizeInPoints()
    {
        using Figure figure = Create();

        XElement svg = XDocument.Parse(figure.ToSvg()).Root!;

        svg.Attribute("width")!.Value.Should().Be("600");
        svg.Attribute("height")!.Value.Should().Be("300");
        svg.Descendants().Select(element => element.Name.LocalName).Should().Contain("path").And.Contain("image").And.Contain("text");
    }

    [Fact]
    public void Palette_EightSeries_AreAllDifferentAndThenBeginAnew()
    {
        Enumerable.Range(0, 8).Select(PlotColors.Of).Should().OnlyHaveUniqueItems();
        PlotColors.Of(8).Should().Be(PlotColors.Of(0));
    }

    private static Figure Create() => new(
        600, 300,
        LearningCurvePlot.Create("curve", [new Curve("seed 0", [0.8, 0.9, 0.95])]),
        TilePlot.Create("tiles", [new Tile(new double[8, 8], "3 → 5"), new Tile(new double[,] { { 1, 1 }, { 1, 1 } }, "1 → 7")], columns: 2));

    private static SKColor ToSkia(Color color) => new(color.Red, color.Green, color.Blue);

    private static int Count(SKBitmap picture, int left, int right, SKColor color)
    {
        int count = 0;
        for (int x = left; x < right; x++)
        {
            for (int y = 0; y < picture.Height; y++)
                count += picture.GetPixel(x, y) == color ? 1 : 0;
        }
        return count;
    }
}
