using System.Text.RegularExpressions;
using ForwardForward.Experiments;
using ForwardForward.Samples;
using ForwardForward.Tests.Experiments.Records;

namespace ForwardForward.Tests.Documents;

/// <summary>Figures of documents are those of records.</summary>
public sealed partial class RecordedFigureTests
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static TheoryData<string> Records => new(StudyRecords.Names);

    public static TheoryData<string> Documents => new(Document.All.Select(document => document.Name));

    [Theory]
    [MemberData(nameof(Records))]
    public void Table_BesideARecord_HoldsItsFigures(string name)
    {
        StudyRecord record = StudyRecord.Read(Path.Combine(StudyRecords.Folder, name));

        string.Join('\n', TableOf(name)).Should().StartWith(StudyText.ToMarkdown(record, []));
    }

    /// <summary>
    /// Between <c>&lt;!-- record: name.json --&gt;</c> and <c>&lt;!-- end --&gt;</c> stand lines of the record's own table,
    /// or none while there is no such record.
    /// </summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Table_OfADocument_HoldsRowsOfItsRecord(string name)
    {
        foreach ((string record, IReadOnlyList<string> lines) in TablesOf(Document.Find(name)))
        {
            string[] table = TableOf(record);

            lines.Should().BeSubsetOf(table, "{0} copies rows from docs/results/{1}", name, Path.ChangeExtension(record, ".md"));
            (lines.Count > 0).Should().Be(table.Length > 0, "{0} shows the rows of {1} once it is there", name, record);
        }
    }

    /// <summary>A percentage with decimals, or a mean with its deviation, in a line that links to records, stands in one of them.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Figures_BesideALinkToARecord_AreOfTheRecord(string name)
    {
        List<string> unknown = [];
        foreach ((int number, string text) in Document.Find(name).Prose)
        {
            MatchCollection records = RecordLink().Matches(text);
            string[] known = [.. records.SelectMany(link => TableOf($"{link.Groups["record"].Value}.json"))
                .SelectMany(line => line.Split('|', StringSplitOptions.TrimEntries))];
            if (records.Count > 0)
                unknown.AddRange(Figure().Matches(text)
                    .Select(match => match.Value).Except(known, StringComparer.Ordinal).Select(figure => $"{name}:{number}: {figure}"));
        }

        string.Join('\n', unknown).Should().BeEmpty();
    }

    /// <summary>The lines of the table beside a record; none where there is no record.</summary>
    private static string[] TableOf(string record) => File.Exists(Path.Combine(StudyRecords.Folder, record))
        ? File.ReadAllText(Path.Combine(StudyRecords.Folder, Path.ChangeExtension(record, ".md"))).ReplaceLineEndings("\n").Split('\n')
        : [];

    private static IEnumerable<(string Record, IReadOnlyList<string> Lines)> TablesOf(Document document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            if (RecordComment().Match(document.Lines[index]) is not { Success: true } comment)
                continue;
            string[] lines = [.. document.Lines.Skip(index + 1).TakeWhile(line => line is not "<!-- end -->")];
            (index + 1 + lines.Length)
                .Should().BeLessThan(document.Lines.Count, "the table after {0}:{1} has an end", document.Name, index + 1);
            yield return (comment.Groups["record"].Value, lines);
        }
    }

    [GeneratedRegex("^<!-- record: (?<record>[a-z0-9/-]+\\.json) -->$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordComment();

    [GeneratedRegex(@"results/(?<record>([a-z-]+/)*[a-z0-9-]+)\.md\)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordLink();

    [GeneratedRegex(@"\d+\.\d+( ± \d+(\.\d+)?( %)?| %)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Figure();
}
