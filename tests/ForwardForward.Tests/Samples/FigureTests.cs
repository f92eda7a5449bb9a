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
            DotPlot.Create("no dot", []), DifferencePlot.Create([]), CostPlot.Create("no point", []));

        SKBitmap.Decode(figure.ToPng()).Width.Should().Be(600);
    }

    [Fact]
    public void Figure_OneOfTwoPlotsShowsNothing_IsThatOfTheOther()
    {
        StudyRow row = new("a", "test_accuracy", [0.5]);
        using Figure both = new(300, 200, DotPlot.Create("no dot", []), DotPlot.Create("a dot", [row]));
        using Figure one = new(300, 200, DotPlot.Create("a dot", [row]));

        both.ToPng().Should().Equal(one.ToPng());
    }

    [Fact]
    public void Figure_ThreePlotsAndAHeadline_HasTwoColumnsAndTwoLines()
    {
        StudyRow row = new("a", "test_accuracy", [0.5]);
        using Figure figure = new(300, 200, [.. Enumerable.Range(0, 3).Select(_ => DotPlot.Create("a dot", [row]))]) { Headline = "three" };

        figure.Width.Should().Be(600);
        figure.Height.Should().BeInRange(401, 450);
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
    public void Dots_TreatmentsOfTwoControls_StandBelowTheirControl()
    {
        StudyRow first = new("first", "test_accuracy", [0.90, 0.92]), second = new("second", "test_accuracy", [0.80, 0.82]);
        StudyRow better = new StudyRow("better", "test_accuracy", [0.93, 0.94]).CompareWith(first);
        using Plot plot = DotPlot.Create("dots", [first, second, better]);
        plot.RenderInMemory();

        plot.Axes.Left.TickGenerator.Ticks.OrderByDescending(tick => tick.Position).Select(tick => tick.Label)
            .Should().Equal("first", "better", "second");
    }

    [Fact]
    public void Dots_OneFarBelowTheOthers_IsAnArrowAndLeavesThemTheAxis()
    {
        StudyRow[] rows =
            [new("a", "test_accuracy", [0.98]), new("b", "test_accuracy", [0.97]), new("untrained", "test_accuracy", [0.1])];
        using Plot plot = DotPlot.Create("dots", rows);

        plot.Axes.GetLimits().Left.Should().BeGreaterThan(90);
        plot.GetPlottables<ScottPlot.Plottables.Text>().Select(text => text.LabelText).Should().Contain("←").And.Contain("10.00, one seed");
    }

    [Fact]
    public void Dots_DeviationBeyondAHundred_EndsThere()
    {
        using Plot plot = DotPlot.Create("dots", [new("a", "test_accuracy", [0.9, 1.0, 1.0])]);

        plot.GetPlottables<ScottPlot.Plottables.LinePlot>().Max(line => Math.Max(line.Start.X, line.End.X)).Should().Be(100);
    }

    [Theory]
    [InlineData("controlled", false)]
    [InlineData("faithful", true)]
    public void Record_Claims_AreMarkedWhereTheSettingsAreTheStudysAlone(string preset, bool marked)
    {
        using Figure figure = RecordFigure.Create(Record(preset, new StudyRow("a", "test_accuracy", [0.5], claimed: 0.6)));

        using SKBitmap picture = SKBitmap.Decode(figure.ToPng());

        (Count(picture, 0, picture.Width, ToSkia(PlotColors.Of(1))) > 50).Should().Be(marked);
    }

    [Fact]
    public void Differences_BeyondChanceOrNot_AreCountedAndColoured()
    {
        StudyRow control = new("control", "test_accuracy", [0.90, 0.91, 0.92]);
        StudyRow better = new StudyRow("better", "test_accuracy", [0.95, 0.96, 0.97001]).CompareWith(control);
        StudyRow same = new StudyRow("same", "test_accuracy", [0.91, 0.90, 0.93]).CompareWith(control);
        using Plot plot = DifferencePlot.Create([control, better, same]);

        plot.Axes.Title.Label.Text.Should().Be("Beyond chance: 1 of 2 differences (95 %)");
        plot.GetPlottables<ScottPlot.Plottables.Marker>().Select(marker => marker.Color)
            .Should().Equal(PlotColors.Of(2), PlotColors.Unsure);
    }

    [Fact]
    public void Differences_OneSeed_SaySo()
    {
        StudyRow control = new("control", "test_accuracy", [0.9]);
        using Plot plot = DifferencePlot.Create([new StudyRow("other", "test_accuracy", [0.8]).CompareWith(control)]);

        plot.Axes.Title.Label.Text.Should().Be("Differences with one seed: chance is not known");
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
        300, 300,
        LearningCurvePlot.Create("curve", [new Curve("seed 0", [0.8, 0.9, 0.95])]),
        TilePlot.Create(
            "tiles", [new Tile(new byte[8, 8, 3], "3 → 5"), Tile.Of(ones(1, 2, 2), "1 → 7")], columns: 2));

    private static StudyRecord Record(string preset, params StudyRow[] rows) => new()
    {
        Study = "trial",
        Preset = preset,
        Dataset = "synthetic",
        Device = "cpu",
        Threads = 1,
        Started = DateTime.UnixEpoch,
        Seconds = 1,
        Rows = rows,
    };

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
