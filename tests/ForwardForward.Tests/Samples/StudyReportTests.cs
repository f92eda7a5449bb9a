using ForwardForward.Experiments;
using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

public sealed class StudyReportTests : IDisposable
{
    private readonly TrialStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Theory]
    [InlineData("quick", "mnist", "70.00 %", 1)]
    [InlineData("faithful", "mnist", "70.00 %", 2)]
    [InlineData("faithful", "fashion-mnist", null, 1)]
    public async Task Write_AnyPreset_LeavesRecordAndFigureAndJudgesLevelsOfTheFaithfulOneOnMnistAlone(
        string preset, string dataset, string? level, int verdicts)
    {
        StudyClaim[] claims = [new("b", 0.7), new("b", 0.1) { Against = "a" }];

        int exitCode = await _study.RunAsync(["--preset", preset, "--dataset", dataset], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
            StudyReport.Write(run, plan.Measure(), claims);
        });

        exitCode.Should().Be(0, _study.Error.ToString());
        var record = StudyRecord.Read(_study.Folder.Combine($"trial-{preset}.json"));
        record.Rows.Select(row => $"{row.Name} {row.Metric} {row.Settings.Count} {row.Seconds}").Should()
            .Equal("a test_accuracy 3 1", "b test_accuracy 3 1", "a validation_accuracy 0 0", "b validation_accuracy 0 0");
        string markdown = await File.ReadAllTextAsync(_study.Folder.Combine($"trial-{preset}.md"));
        markdown[markdown.IndexOf("| result |", StringComparison.Ordinal)..].Trim().Split('\n').Should().HaveCount(2 + verdicts);
        _study.Output.ToString()
            .Should().Contain(level is null ? "│ b    │  60.00 % │     1.0 │" : $"│ b    │  60.00 % │ {level} │     1.0 │");
        File.Exists(_study.Folder.Combine($"trial-{preset}.png")).Should().BeTrue();
    }

    [Fact]
    public async Task Redraw_FolderOfRecords_DrawsTheFigureThatTheStudyLeft()
    {
        StudyClaim[] claims = [new("b", 0.1) { Against = "a" }];
        await _study.RunAsync(["--preset", "controlled"], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
            StudyReport.Write(run, plan.Measure(), claims);
        });
        string picture = _study.Folder.Combine("trial-controlled.png");
        byte[] drawn = await File.ReadAllBytesAsync(picture);
        await File.WriteAllBytesAsync(picture, []);

        int exitCode = await RedrawAsync(_study.Folder.Path);

        exitCode.Should().Be(0, _study.Error.ToString());
        (await File.ReadAllBytesAsync(picture)).Should().Equal(drawn);
        _study.Output.ToString().Should().Contain($"wrote {picture}");
    }

    [Fact]
    public async Task Redraw_FileThatIsNoRecord_SaysSo()
    {
        string file = _study.Folder.Combine("other.json");
        await File.WriteAllTextAsync(file, "{}");

        int exitCode = await RedrawAsync(file);

        exitCode.Should().Be(1);
        _study.Error.ToString().Should().StartWith("error: ").And.Contain("other.json");
    }

    private Task<int> RedrawAsync(string path) => new SampleCommand(
        new SampleDefaults { Study = "trial", Description = "A trial.", KeepsMeasurements = true }, _study.Output, _study.Error)
        .RunAsync(["redraw", path], _ => Task.CompletedTask);

    [Fact]
    public async Task Write_ControlledWithACauseOfARowThatIsNotThere_NamesIt()
    {
        StudyClaim claim = new("b", 0.1) { Against = "a", Causes = [new StudyCause("a slip of the pen", "b", "aa")] };

        int exitCode = await _study.RunAsync(["--preset", "controlled", "--dataset", "mnist"], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
            StudyReport.Write(run, plan.Measure(), [claim]);
        });

        exitCode.Should().Be(1);
        _study.Error.ToString().Should().Contain("name rows that nothing measured: 'aa' (test_accuracy)");
    }
}
