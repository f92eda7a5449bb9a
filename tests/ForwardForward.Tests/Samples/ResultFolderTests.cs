using ForwardForward.Experiments;
using ForwardForward.Samples;
using ForwardForward.Tests.Experiments.Records;

namespace ForwardForward.Tests.Samples;

public sealed class ResultFolderTests
{
    [Fact]
    public void Save_Record_WritesItAsJsonAndAsMarkdown()
    {
        using TemporaryFolder folder = new();

        new ResultFolder(folder.Path, "trial-controlled").Save(TrialRecord.Whole);

        StudyRecord.Read(folder.Combine("trial-controlled.json")).Study.Should().Be("trial");
        File.ReadAllText(folder.Combine("trial-controlled.md")).Should().Be(StudyText.ToMarkdown(TrialRecord.Whole, []));
    }

    [Fact]
    public void Save_Twice_ReplacesTheFilesAndLeavesNothingElse()
    {
        using TemporaryFolder folder = new();
        ResultFolder results = new(folder.Path, "trial-controlled");
        results.Save(TrialRecord.Whole);

        IReadOnlyList<string> paths = results.Save(TrialRecord.With(seconds: 99));

        Directory.EnumerateFiles(folder.Path).Should().BeEquivalentTo(paths);
        File.ReadAllText(paths[0]).Should().Contain("\"seconds\": 99");
    }

    [Fact]
    public void ResultFolder_MissingFolder_IsMade()
    {
        using TemporaryFolder folder = new();

        new ResultFolder(folder.Combine("a/b"), "trial").Save(TrialRecord.Whole);

        File.Exists(folder.Combine("a/b/trial.json")).Should().BeTrue();
    }

    [Fact]
    public void ResultFolder_WhereNoFolderCanBe_IsRefused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("file"), "");

        FluentActions.Invoking(() => new ResultFolder(folder.Combine("file/below"), "trial"))
            .Should().Throw<SampleException>().WithMessage("--out '*' cannot be written to: *");
    }
}
