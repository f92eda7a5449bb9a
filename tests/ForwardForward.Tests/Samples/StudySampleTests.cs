using System.Globalization;
using System.Text.Json;
using ForwardForward.Experiments;
using ForwardForward.Tests.Experiments.Records;
using SkiaSharp;

namespace ForwardForward.Tests.Samples;

/// <summary>Every study at its smallest size, as a program of its own.</summary>
public sealed class StudySampleTests(StudyRuns runs) : IClassFixture<StudyRuns>
{
    public static TheoryData<string> Studies => new(StudyRuns.Samples);

    [Theory]
    [MemberData(nameof(Studies))]
    public async Task Run_OneEpochTwice_LeavesItsResultsAndThenTakesThemFromThere(string sample)
    {
        (string folder, string study) = (runs.QuickFolder(sample), StudyOf(sample));

        SampleProcess run = await runs.QuickAsync(sample);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        run.Output.Should().MatchRegex(@"│ verdict\s+│").And.NotContain("measured before");
        Directory.EnumerateFiles(folder).Select(Path.GetFileName)
            .Should().BeEquivalentTo($"{study}-quick.json", $"{study}-quick.md", $"{study}-quick.png", $"{study}-quick.svg");
        string json = await File.ReadAllTextAsync(Path.Combine(folder, $"{study}-quick.json"));
        RecordSchema.FindProblems(json).Should().BeEmpty();
        IReadOnlyList<StudyRow> rows = StudyRecord.Read(Path.Combine(folder, $"{study}-quick.json")).Rows;
        rows.Should().Contain(row => row.Difference != null).And.NotContain(row => row.Claimed != null, "the study's levels are of MNIST");
        ShouldBeADrawing(Path.Combine(folder, $"{study}-quick.png"));

        SampleProcess again = await runs.QuickAgainAsync(sample);

        again.ExitCode.Should().Be(0);
        again.Output.Should().Contain("measured before").And.NotContain(" left");
        StudyRecord.Read(Path.Combine(folder, $"{study}-quick.json")).Rows.Select(Values).Should().Equal(rows.Select(Values));
    }

    // A controlled run has every row that a claim or a cause names, or it ends with an error.
    [Theory]
    [MemberData(nameof(Studies))]
    public async Task Run_Controlled_JudgesEveryClaim(string sample)
    {
        SampleProcess run = await runs.ControlledAsync(sample);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        string record = Path.Combine(runs.ControlledFolder(sample), $"{StudyOf(sample)}-controlled.json");
        RecordSchema.FindProblems(await File.ReadAllTextAsync(record)).Should().BeEmpty();
    }

    /// <summary>The name of a sample's study, such as <c>three-factor</c>.</summary>
    private static string StudyOf(string sample) => JsonNamingPolicy.KebabCaseLower.ConvertName(sample);

    private static string Values(StudyRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Name} {row.Metric} {string.Join(' ', row.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}");

    /// <summary>Two plots wide, white for the most part, and with ink of several colours in each fifth of its width.</summary>
    private static void ShouldBeADrawing(string path)
    {
        using SKBitmap picture = SKBitmap.Decode(path);
        int width = picture.Width;
        width.Should().Be(3_040);
        SKColor[] pixels = picture.Pixels;
        pixels.Count(pixel => pixel == SKColors.White).Should().BeInRange(pixels.Length / 2, pixels.Length * 99 / 100);
        HashSet<SKColor>[] ofFifth = [.. Enumerable.Range(0, 5).Select(_ => new HashSet<SKColor>())];
        for (int index = 0; index < pixels.Length; index++)
            ofFifth[index % width * 5 / width].Add(pixels[index]);
        ofFifth.Should().OnlyContain(colours => colours.Count > 5);
    }
}
