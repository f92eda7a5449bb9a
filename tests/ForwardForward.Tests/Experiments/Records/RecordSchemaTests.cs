using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class RecordSchemaTests
{
    public static TheoryData<string> Results => new(StudyRecords.Names);

    [Theory]
    [MemberData(nameof(Results))]
    public void Schema_RecordOfTheDocuments_TakesIt(string name)
    {
        string path = Path.Combine(StudyRecords.Folder, name);
        string json = File.ReadAllText(path);

        RecordSchema.FindProblems(json).Should().BeEmpty();
        StudyRecord.Read(path).ToJson().Should().Be(json, "reading and writing again changes nothing");
    }

    [Fact]
    public void Schema_NewRecord_TakesIt() => RecordSchema.FindProblems(TrialRecord.Whole.ToJson()).Should().BeEmpty();

    [Fact]
    public void Schema_RecordWithoutRows_TakesIt() =>
        RecordSchema.FindProblems(TrialRecord.With(rows: []).ToJson()).Should().BeEmpty();

    [Fact]
    public void Schema_DifferenceOfOneSeed_TakesIt() =>
        RecordSchema.FindProblems(TrialRecord.With(rows: [TrialRecord.Goodness.CompareWith(TrialRecord.Goodness)]).ToJson())
            .Should().BeEmpty();
}
