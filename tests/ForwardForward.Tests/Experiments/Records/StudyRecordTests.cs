using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Experiments;
using ForwardForward.Tests.Samples;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class StudyRecordTests
{
    [Fact]
    public void ToJson_Record_HasTheFieldsOfTheSchemaInOrder()
    {
        using var json = JsonDocument.Parse(TrialRecord.Whole.ToJson());

        Names(json.RootElement)
            .Should().Equal("study", "preset", "dataset", "library", "commit", "device", "threads", "started", "seconds", "rows");
        JsonElement rows = json.RootElement.GetProperty("rows");
        Names(rows[0]).Should().Equal("name", "metric", "values", "mean", "sd", "n", "claimed", "seconds", "settings", "difference");
        Names(rows[1]).Should().Equal("name", "metric", "values", "mean", "sd", "n", "claimed", "seconds", "settings");
        Names(rows[0].GetProperty("difference")).Should().Equal("against", "mean", "sd", "n", "level", "low", "high");
        json.RootElement.GetProperty("started").GetString().Should().Be("2025-03-04T05:06:07Z");
        rows[2].GetProperty("sd").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Save_Record_IsReadBackAsItWas()
    {
        using TemporaryFolder folder = new();
        TrialRecord.Whole.Save(folder.Combine("trial.json"));

        var read = StudyRecord.Read(folder.Combine("trial.json"));

        read.Should().BeEquivalentTo(
            TrialRecord.Whole, options => options.Excluding(member => member.Path.EndsWith("Settings", StringComparison.Ordinal)));
        JsonNode.DeepEquals(read.Rows[0].Settings, TrialRecord.Trained.Settings).Should().BeTrue();
        read.Started.Kind.Should().Be(DateTimeKind.Utc);
        read.ToJson().Should().Be(TrialRecord.Whole.ToJson());
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, 2)]
    [InlineData(new long[] { 9, 3 }, 1)]
    public void ToJson_DifferenceOfSomeOfTheSeeds_IsReadBackAsItWas(long[] seeds, int pairs)
    {
        StudyRow row = new("trained", "loss", [3, 2, 1], seeds: [1, 2, 3]);
        StudyRow compared = row.CompareWith(new StudyRow("untrained", "loss", [5, 7], seeds: seeds));
        string json = TrialRecord.With(rows: [compared]).ToJson();

        using MemoryStream stream = new(System.Text.Encoding.UTF8.GetBytes(json));

        StudyRecord.Read(stream).Rows[0].Difference.Should().BeEquivalentTo(compared.Difference);
        compared.Difference!.Count.Should().Be(pairs);
        RecordSchema.FindProblems(json).Should().BeEmpty();
    }

    [Fact]
    public void Save_Twice_ReplacesTheFileAndLeavesNothingElse()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("trial.json");
        TrialRecord.Whole.Save(path);

        TrialRecord.With(seconds: 99).Save(path);

        Directory.EnumerateFiles(folder.Path).Should().Equal(path);
        StudyRecord.Read(path).Seconds.Should().Be(99);
    }

    [Fact]
    public void Save_RecordThatCannotBeRead_KeepsTheFileThatWasThere()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("trial.json");
        TrialRecord.Whole.Save(path);

        FluentActions.Invoking(() => TrialRecord.With(study: " ").Save(path)).Should().Throw<StudyRecordException>();

        Directory.EnumerateFiles(folder.Path).Should().Equal(path);
        StudyRecord.Read(path).Study.Should().Be("trial");
    }

    [Fact]
    public void Save_WhereAFolderIs_LeavesNothingBehind()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.Combine("trial.json"));

        Exception? failure = Xunit.Record.Exception(() => TrialRecord.Whole.Save(folder.Combine("trial.json")));

        failure.Should().Match(exception => exception is IOException || exception is UnauthorizedAccessException);
        Directory.EnumerateFiles(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void LibraryVersion_OfThisBuild_IsAVersion() => StudyRecord.LibraryVersion.Should().MatchRegex(@"^\d+\.\d+\.\d+");

    [Fact]
    public void ToJson_NobodySaidWhichCommit_SaysThatItIsUnknownAndNamesTheLibrary()
    {
        StudyRecord record = new()
        {
            Study = "trial",
            Preset = "quick",
            Dataset = "mnist",
            Device = "cpu",
            Threads = 1,
            Started = DateTime.UnixEpoch,
            Seconds = 1,
            Rows = [],
        };

        string json = record.ToJson();

        json.Should().Contain("\"commit\": \"unknown\"").And.Contain($"\"library\": \"{StudyRecord.LibraryVersion}\"");
        RecordSchema.FindProblems(json).Should().BeEmpty();
    }

    [Fact]
    public void Library_AnyCode_StartsNoProcess() =>
        typeof(StudyRecord).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name)
            .Should().NotContain("System.Diagnostics.Process", "a library that asks git would record a commit that is not its user's");

    [Fact]
    public void ToJson_EmptyName_SaysWhere() =>
        Refuse(TrialRecord.With(device: ""), "device", "*device: expected text, found \"\".");

    [Fact]
    public void ToJson_LocalTime_SaysWhatIsExpected() =>
        Refuse(
            TrialRecord.With(started: new DateTime(2025, 3, 4, 5, 6, 7, DateTimeKind.Unspecified)), "started",
            "*expected a time in UTC, such as *");

    [Fact]
    public void ToJson_MissingRow_SaysWhich() =>
        Refuse(TrialRecord.With(rows: [TrialRecord.Goodness, null!]), "rows[1]", "*expected a row, found null.");

    [Fact]
    public void ToJson_DifferenceOfOtherSeeds_SaysWhere() => RefuseRow(
        TrialRecord.Goodness.With("untrained", TrialRecord.Trained.Difference!), "rows[0].difference.n",
        "*expected 1, the number of values, found 3.");

    [Fact]
    public void ToJson_SettingThatIsNotFinite_SaysWhere() =>
        RefuseRow(
            new StudyRow("row", "loss", [1], settings: new JsonObject { ["rate"] = double.NaN }), "rows[0].settings",
            "*expected what JSON can hold*");

    [Fact]
    public void ToJson_SettingsNestedTooDeep_SaysWhere()
    {
        JsonNode nested = new JsonObject();
        for (int depth = 0; depth < 40; depth++)
            nested = new JsonArray(nested);

        RefuseRow(
            new StudyRow("row", "loss", [1], settings: new JsonObject { ["deep"] = nested }), "rows[0].settings", "*nested not too deep*");
    }

    [Fact]
    public void Create_NumbersOutOfRange_AreRefused()
    {
        FluentActions.Invoking(() => TrialRecord.With(threads: 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => TrialRecord.With(seconds: double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static void RefuseRow(StudyRow row, string place, string message) =>
        Refuse(TrialRecord.With(rows: [row]), place, message);

    private static void Refuse(StudyRecord record, string place, string message) =>
        FluentActions.Invoking(record.ToJson).Should().Throw<StudyRecordException>().WithMessage(message).Which.Place.Should().Be(place);
}
