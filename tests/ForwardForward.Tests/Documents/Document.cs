using System.Text;
using System.Text.RegularExpressions;

namespace ForwardForward.Tests.Documents;

/// <summary>A Markdown file of the repository, read as its readers see it.</summary>
internal sealed partial class Document
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private Document(string path, string name)
    {
        Path = path;
        Name = name;
        Lines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <summary>Its path within the repository, such as <c>docs/layers.md</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>Every document that a user or a contributor meets; the records' own tables are not among them.</summary>
    public static IReadOnlyList<Document> All { get; } = ReadAll();

    /// <summary>The lines outside of code blocks, with their numbers from 1.</summary>
    public IEnumerable<(int Number, string Text)> Prose
    {
        get
        {
            bool inCode = false;
            for (int index = 0; index < Lines.Count; index++)
            {
                bool isFence = Lines[index].TrimStart().StartsWith("```", StringComparison.Ordinal);
                inCode ^= isFence;
                if (!inCode && !isFence)
                    yield return (index + 1, Lines[index]);
            }
        }
    }

    /// <summary>What the document links to, pictures too: a file or an address, and a heading behind <c>#</c>.</summary>
    public IEnumerable<(int Line, string Target)> Links =>
        Prose.SelectMany(
            line => Link().Matches(InlineCode().Replace(line.Text, "code")).Select(match => (line.Number, match.Groups["target"].Value)));

    /// <summary>The headings as links name them.</summary>
    public IReadOnlySet<string> Anchors =>
        Prose.Select(line => Heading().Match(line.Text))
            .Where(match => match.Success).Select(match => ToAnchor(match.Groups["text"].Value)).ToHashSet(StringComparer.Ordinal);

    public IEnumerable<CodeBlock> CSharpBlocks
    {
        get
        {
            for (int index = 0; index < Lines.Count; index++)
            {
                if (Lines[index] is not "```csharp")
                    continue;
                int start = index + 1, end = start;
                while (Lines[end] is not "```")
                    end++;
                string comment = index > 0 ? Lines[index - 1] : "";
                Match given = GivenComment().Match(comment);
                yield return new CodeBlock(
                    $"{Name}:{start}",
                    string.Join('\n', Lines.Skip(start).Take(end - start)),
                    given.Success ? given.Groups["variables"].Value.Split(';', StringSplitOptions.TrimEntries) : [],
                    comment is "<!-- A test runs this program. -->");
                index = end;
            }
        }
    }

    /// <summary>The document of a path within the repository.</summary>
    public static Document Find(string name) => All.Single(document => string.Equals(document.Name, name, StringComparison.Ordinal));

    private static Document[] ReadAll()
    {
        string root = RepositoryRoot.Find();
        string[] roots = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md", "src/ForwardForward.Cuda/README.md"];
        IEnumerable<string> pages = Directory.EnumerateFiles(System.IO.Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(name => !File.Exists(System.IO.Path.ChangeExtension(System.IO.Path.Combine(root, name), ".json")))
            .Order(StringComparer.Ordinal);
        return [.. roots.Concat(pages).Select(name => new Document(System.IO.Path.GetFullPath(name, root), name))];
    }

    // As GitHub does: letters, digits, hyphens and underscores stay, a space becomes a hyphen, the rest goes.
    private static string ToAnchor(string heading)
    {
        StringBuilder anchor = new();
        foreach (char letter in heading.Trim().ToLowerInvariant())
        {
            if (letter == ' ')
                anchor.Append('-');
            else if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
                anchor.Append(letter);
        }
        return anchor.ToString();
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex("^#+ (?<text>.+)$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^<!-- given: (?<variables>.+) -->$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GivenComment();
}
