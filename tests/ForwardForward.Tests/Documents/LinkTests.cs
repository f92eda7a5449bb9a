namespace ForwardForward.Tests.Documents;

public sealed class LinkTests
{
    public static TheoryData<string> Documents => new(Document.All.Select(document => document.Name));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_OfADocument_LeadSomewhere(string name)
    {
        Document document = Document.Find(name);

        IEnumerable<string> dead = document.Links
            .Where(link => !link.Target.Contains("://", StringComparison.Ordinal) && !LeadsSomewhere(document, link.Target))
            .Select(link => $"{name}:{link.Line}: {link.Target}");

        string.Join('\n', dead).Should().BeEmpty();
    }

    [Fact]
    public void Pages_OfTheDocuments_StandInTheIndex()
    {
        Document index = Document.Find("docs/README.md");
        HashSet<string> listed = [.. index.Links.Select(link => $"docs/{link.Target}")];

        Document.All.Select(document => document.Name).Where(name => name.StartsWith("docs/", StringComparison.Ordinal))
            .Except([index.Name], StringComparer.Ordinal).Should().BeSubsetOf(listed);
    }

    private static bool LeadsSomewhere(Document document, string target)
    {
        string[] parts = target.Split('#');
        string path = parts[0].Length == 0 ? document.Path : Path.GetFullPath(parts[0], Path.GetDirectoryName(document.Path)!);
        return parts.Length == 1
            ? File.Exists(path) || Directory.Exists(path)
            : Document.All.SingleOrDefault(other => string.Equals(other.Path, path, StringComparison.Ordinal))?.Anchors.Contains(parts[1])
                ?? false;
    }
}
