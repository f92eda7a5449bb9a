namespace ForwardForward.Tests.Documents;

/// <summary>How long a walk may be.</summary>
/// <param name="Files">The most files that a reader opens.</param>
/// <param name="Lines">The most lines that these files have in all; by default any number.</param>
internal sealed record WalkLimits(int Files, int Lines = int.MaxValue)
{
    public IEnumerable<string> FindProblems(IReadOnlyList<SourceFile> files)
    {
        int lines = files.DistinctBy(file => file.Path, StringComparer.Ordinal).Sum(file => file.Text.TrimEnd('\n').Split('\n').Length);
        if (files.Count > Files)
            yield return $"it opens {files.Count} files and may open {Files}";
        if (lines > Lines)
            yield return $"its files have {lines} lines and may have {Lines}";
    }
}
