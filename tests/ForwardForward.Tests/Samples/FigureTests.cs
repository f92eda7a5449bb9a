using System.Xml.Linq;
using ForwardForward.Experiments;
using ForwardForward.Samples;
using ScottPlot;
using SkiaSharp;
using static TorchSharp.torch;

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
        using Figure figure = new(300, 300, TilePlot.Create("one of five", [new Tile(new byte[4, 4, 3], "0 → 1")], columns: 5));

        using SKBitmap picture = SKBitmap.Decode(figure.ToPng());

        Count(picture, 0, 600, SKColors.Black).Should().BeGreaterThan(500);
    }

    [Fact]
    public void Figure_NothingToShow_IsDrawn()
    {
        using Figure figure = new(300, 200, LearningCurvePlot.Create("no curve", []), TilePlot.Create("no tile", [], columns: 5),
            RankedBarPlot.Create("no bar", []), SweepPlot.Create("no line", "setting", []), CostPlot.Create("no point", []));

        SKBitmap.Decode(figure.ToPng()).Width.Should().Be(600);
    }

    [Fact]
    public void Figure_OneOfTwoPlotsShowsNothing_IsThatOfTheOther()
    {
        StudyRow row = new("a", "test_accuracy", [0.5]);
        using Figure both = new(600, 200, RankedBarPlot.Create("no bar", []), RankedBarPlot.Create("a bar", [row]));
        using Figure one = new(300, 200, RankedBarPlot.Create("a bar", [row]));

        both.ToPng().Should().Equal(one.ToPng());
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

    [Fact]
    public void RankedBars_RowsWithAndWithoutClaims_StandByTheirMeanWithTheStudysMark()
    {
        StudyRow low = new("low", "test_accuracy", [0.2]), high = new("high", "test_accuracy", [0.8, 1.0], claimed: 0.5);
        using Figure figure = new(500, 300, RankedBarPlot.Create("bars", [low, high]));

        using SKBitmap picture = SKBitmap.Decode(figure.ToPng());

        SKColor bar = ToSkia(PlotColors.Of(0).Lighten(0.35));
        Count(picture, 0, 1_000, bar, 0, 300).Should().BeGreaterThan(
            3 * Count(picture, 0, 1_000, bar, 300, 600), "the better one is on top, and more than three times as long");
        Count(picture, 0, 1_000, ToSkia(PlotColors.Of(1)), 0, 300).Should().BeGreaterThan(50, "the study's number is marked on its bar");
    }

    [Fact]
    public void Sweep_TwoLinesAndAClaim_AreDrawnInTheirColours()
    {
        StudyRow first = new("a", "test_accuracy", [0.90, 0.92], claimed: 0.915), second = new("b", "test_accuracy", [0.94]);
        using Figure figure = new(500, 300, SweepPlot.Create(
            "sweep", "weight", [new SweepCurve("one", [(0, first), (1, second)]), new SweepCurve("two", [(0, second), (1, first)])]));

        using SKBitmap picture = SKBitmap.Decode(figure.ToPng());

        for (int series = 0; series < 3; series++)
            Count(picture, 0, 1_000, ToSkia(PlotColors.Of(series))).Should().BeGreaterThan(50);
    }

    [Fact]
    public void Sweep_PointWithoutARow_IsLeftOut()
    {
        StudyRow first = new("a", "test_accuracy", [0.9]), second = new("b", "test_accuracy", [0.8]);

        var sweep = SweepCurve.Create("line", [first, second], [(0.1, "b"), (0.2, "missing"), (0.3, "a")]);

        sweep.Points.Should().Equal((0.1, second), (0.3, first));
    }

    [Fact]
    public void Cost_Points_StandAtTheirTimes()
    {
        StudyRow fast = new("fast", "test_accuracy", [0.9]), slow = new("slow", "test_accuracy", [0.95, 0.96]);
        using Figure figure = new(500, 300, CostPlot.Create("cost", [new CostPoint(fast, 2), new CostPoint(slow, 700)]));

        using SKBitmap picture = SKBitmap.Decode(figure.ToPng());

        Count(picture, 0, 500, ToSkia(PlotColors.Of(0))).Should().BeGreaterThan(50);
        Count(picture, 500, 1_000, ToSkia(PlotColors.Of(1))).Should().BeGreaterThan(50, "700 seconds are further right than 2");
        Count(picture, 0, 500, ToSkia(PlotColors.Of(1))).Should().Be(0);
    }

    private static Figure Create() => new(
        600, 300,
        LearningCurvePlot.Create("curve", [new Curve("seed 0", [0.8, 0.9, 0.95])]),
        TilePlot.Create(
            "tiles", [new Tile(new byte[8, 8, 3], "3 → 5"), Tile.Of(ones(1, 2, 2), "1 → 7")], columns: 2));

    private static SKColor ToSkia(Color color) => new(color.Red, color.Green, color.Blue);

    private static int Count(SKBitmap picture, int left, int right, SKColor color, int top = 0, int bottom = int.MaxValue)
    {
        int count = 0;
        for (int x = left; x < right; x++)
        {
            for (int y = top; y < Math.Min(bottom, picture.Height); y++)
                count += picture.GetPixel(x, y) == color ? 1 : 0;
        }
        return count;
    }
}
