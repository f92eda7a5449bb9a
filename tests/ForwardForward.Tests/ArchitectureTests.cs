namespace ForwardForward.Tests;

/// <summary>Dependencies between the library's folders point one way, as CONTRIBUTING.md draws them.</summary>
public sealed class ArchitectureTests
{
    // A folder may use those of the lines before its own, and itself. "." is the root: the builder and the network.
    private static readonly string[][] Floors =
    [
        ["Runtime"],
        ["Data"],
        ["Goodness", "Labels", "Losses", "Negatives", "Normalisation", "Optimizers"],
        ["Readout"],
        ["Modulation", "Collaboration"],
        ["Layers"],
        ["Prospective", "PredictiveCoding", "Classwise", "SelfSupervised"],
        ["Cwc"],
        ["."],
        ["Persistence"],
        ["Training"],
        ["Evaluation", "Probing", "Representation", "Studies"],
        ["Baselines"],
        ["Transfer"],
    ];

    [Fact]
    public void Folders_OfTheLibrary_UseOnlyThoseBelow()
    {
        string library = Path.Combine(RepositoryRoot.Find(), "src", "ForwardForward");
        List<string> backwards = [];
        foreach (string file in Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(library, file).Replace('\\', '/');
            string folder = relative.Contains('/') ? relative[..relative.IndexOf('/')] : ".";
            if (folder is "bin" or "obj" or "buildTransitive")
                continue;
            HashSet<string> used = UsedFolders(File.ReadAllLines(file));
            used.Remove(folder);
            backwards.AddRange(used.Where(other => FloorOf(other) >= FloorOf(folder)).Select(other => $"{relative} uses {other}"));
        }

        backwards.Should().BeEmpty();
    }

    private static HashSet<string> UsedFolders(string[] lines)
    {
        const string Directive = "using ForwardForward.";
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (string line in lines.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
        {
            if (line.StartsWith(Directive, StringComparison.Ordinal))
                used.Add(line[Directive.Length..].TrimEnd(';').Split('.')[0]);
            if (line.Contains("FFNetwork", StringComparison.Ordinal))
                used.Add(".");
        }
        return used;
    }

    private static int FloorOf(string folder)
    {
        int floor = Array.FindIndex(Floors, folders => folders.Contains(folder, StringComparer.Ordinal));
        return floor >= 0 ? floor : throw new InvalidOperationException($"The folder {folder} has no floor: give it one here and in CONTRIBUTING.md.");
    }
}
