using System.Text.RegularExpressions;

namespace ForwardForward.Tests.Documents;

/// <summary>
/// One way through the code as a document tells it: the files that a reader opens, in order, and whom each hands over to.
/// </summary>
/// <remarks>
/// In Markdown a walk is a heading, and below it a table of the columns <c>file</c> and <c>hands over to</c>. A file is a path below
/// src/ForwardForward and stands in backticks, as do the names of types; the last file hands over to nobody and has a dash there.
/// </remarks>
/// <param name="Name">The heading.</param>
/// <param name="Steps">The rows of the table.</param>
internal sealed partial record Walk(string Name, IReadOnlyList<WalkStep> Steps)
{
    private const string Headings = "| file | hands over to |";

    public static IReadOnlyList<Walk> Read(IReadOnlyList<string> lines)
    {
        List<Walk> walks = [];
        string heading = "";
        for (int index = 0; index < lines.Count; index++)
        {
            if (lines[index].StartsWith('#'))
                heading = lines[index].TrimStart('#').Trim();
            else if (lines[index] is Headings)
                walks.Add(new Walk(heading, [.. lines.Skip(index + 2).TakeWhile(line => line.StartsWith('|')).Select(ReadStep)]));
        }
        return walks;
    }

    /// <summary>What is wrong with the walk, a sentence for each fault; nothing where it holds.</summary>
    /// <param name="library">Every file of the library.</param>
    /// <param name="limits">How long the walk may be.</param>
    /// <param name="isA">Whether a type, by name, is another, implements it or derives from it.</param>
    public IEnumerable<string> FindProblems(IReadOnlyList<SourceFile> library, WalkLimits limits, Func<string, string, bool> isA)
    {
        SourceFile?[] files =
            [.. Steps.Select(step => library.SingleOrDefault(file => string.Equals(file.Path, step.File, StringComparison.Ordinal)))];
        if (files.Any(file => file is null))
            return Steps.Where((_, index) => files[index] is null).Select(step => $"{step.File} does not exist");
        return
        [
            .. Steps.SelectMany((step, index) => FindProblems(step, files[index]!, isA)),
            .. Enumerable.Range(1, Math.Max(0, Steps.Count - 1)).Where(index => !IsHandedTo(index, files[index]!.Type, isA))
                .Select(index => $"no file before {Steps[index].File} hands over to it"),
            .. limits.FindProblems([.. files.OfType<SourceFile>()]),
        ];
    }

    private IEnumerable<string> FindProblems(WalkStep step, SourceFile file, Func<string, string, bool> isA) =>
        step.Types.Where(type => !Regex.IsMatch(file.Code, $@"\b{type}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Select(type => $"{step.File} does not use {type}")
            .Concat(step.Types.Where(type => !Steps.Any(other => isA(TypeOf(other), type)))
                .Select(type => $"no file of the walk is {type}, which {step.File} hands over to"));

    private bool IsHandedTo(int index, string type, Func<string, string, bool> isA) =>
        Steps.Take(index).SelectMany(step => step.Types).Any(named => isA(type, named));

    private static string TypeOf(WalkStep step) => new SourceFile(step.File, "").Type;

    private static WalkStep ReadStep(string row)
    {
        string[] cells = row.Trim('|').Split('|');
        return new WalkStep(Quoted(cells[0]).Single(), [.. Quoted(cells[1])]);
    }

    private static IEnumerable<string> Quoted(string cell) => Backticks().Matches(cell).Select(match => match.Groups["text"].Value);

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Backticks();
}
