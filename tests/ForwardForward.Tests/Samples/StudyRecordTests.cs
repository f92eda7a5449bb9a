using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Samples;
using ForwardForward.Samples.Results;

namespace ForwardForward.Tests.Samples;

public sealed class StudyRecordTests
{
    private static readonly StudyRecord Record = new()
    {
        Study = "trial",
        Preset = "controlled",
        Dataset = "mnist",
        Library = "0.1.0",
        Commit = "abc",
        Device = "cpu",
        Threads = 2,
        Started = new DateTime(2025, 3, 4, 5, 6, 7, DateTimeKind.Utc),
        Seconds = 12.5,
        Rows =
        [
            StudyRow.Create("wrong_label", "test_accuracy", [0.5, 0.7, 0.9], seconds: 9, claimed: 0.945, settings: new JsonObject { ["epochs"] = 5 }),
            StudyRow.Create("layer 1", "goodness", [1.25]),
        ],
    };

    [Fact]
    public void Create_ThreeValues_ComputesMeanAndSampleDeviation()
    {
        Record.Rows[0].Mean.Should().BeApproximately(0.7, 1e-12);
        Record.Rows[0].Sd.Should().BeApproximately(0.2, 1e-12);
        Record.Rows[0].N.Should().Be(3);
    }

    [Fact]
    public void Create_OneValue_HasNoDeviation() => Record.Rows[1].Sd.Should().BeNull();

    [Fact]
    public void Create_NoValues_IsRefused() =>
        FluentActions.Invoking(() => StudyRow.Create("empty", "test_accuracy", [])).Should().Throw<ArgumentException>().WithMessage("*'empty' has no values*");

    [Fact]
    public void Save_Record_HasTheFieldsOfTheSchemaInOrder()
    {
        using TemporaryFolder folder = new();
        new ResultFolder(folder.Path, "trial-controlled").Save(Record);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder.Combine("trial-controlled.json")));

        json.RootElement.EnumerateObject().Select(property => property.Name)
            .Should().Equal("study", "preset", "dataset", "library", "commit", "device", "threads", "started", "seconds", "rows");
        json.RootElement.GetProperty("rows")[0].EnumerateObject().Select(property => property.Name)
            .Should().Equal("name", "metric", "values", "mean", "sd", "n", "claimed", "seconds", "settings");
        json.RootElement.GetProperty("started").GetString().Should().Be("2025-03-04T05:06:07Z");
    }

    [Fact]
    public void Save_Record_IsReadBackAsItWas()
    {
        using TemporaryFolder folder = new();
        new ResultFolder(folder.Path, "trial-controlled").Save(Record);

        StudyRecord read = JsonSerializer.Deserialize(File.ReadAllText(folder.Combine("trial-controlled.json")), StudyJson.Default.StudyRecord)!;

        read.Should().BeEquivalentTo(Record, options => options.Excluding(member => member.Path.EndsWith("Settings", StringComparison.Ordinal)));
        JsonNode.DeepEquals(read.Rows[0].Settings, Record.Rows[0].Settings).Should().BeTrue();
    }

    [Fact]
    public void Save_Twice_ReplacesTheFilesAndLeavesNothingElse()
    {
        using TemporaryFolder folder = new();
        ResultFolder results = new(folder.Path, "trial-controlled");
        results.Save(Record);

        IReadOnlyList<string> paths = results.Save(Record with { Seconds = 99 });

        Directory.EnumerateFiles(folder.Path).Should().BeEquivalentTo(paths);
        File.ReadAllText(paths[0]).Should().Contain("\"seconds\": 99");
    }

    [Fact]
    public void ResultFolder_MissingFolder_IsMade()
    {
        using TemporaryFolder folder = new();

        new ResultFolder(folder.Combine("a/b"), "trial").Save(Record);

        File.Exists(folder.Combine("a/b/trial.json")).Should().BeTrue();
    }

    [Fact]
    public void ResultFolder_WhereNoFolderCanBe_IsRefused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("file"), "");

        FluentActions.Invoking(() => new ResultFolder(folder.Combine("file/below"), "trial")).Should().Throw<SampleException>().WithMessage("--out '*' cannot be written to: *");
    }

    [Fact]
    public void ToMarkdown_Record_IsATableWithAccuraciesInPercent()
    {
        string[] lines = StudyText.ToMarkdown(Record).TrimEnd().Split('\n');

        lines[0].Should().Be("# trial, controlled, on mnist");
        lines[^2].Should().Be("| wrong_label | test_accuracy | 70.00 ± 20.00 % | 3 | 94.50 % | 9.0 |");
        lines[^1].Should().Be("| layer 1 | goodness | 1.25 | 1 | – | – |");
    }

    [Fact]
    public void Provenance_OfThisBuild_NamesAVersionAndACommit()
    {
        StudyProvenance.LibraryVersion.Should().MatchRegex(@"^\d+\.\d+\.\d+");
        StudyProvenance.FindCommit().Should().MatchRegex("^([0-9a-f]{40}(-dirty)?|unknown)$");
    }
}
