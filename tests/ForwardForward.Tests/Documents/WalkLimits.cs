namespace ForwardForward.Tests.Documents;

/// <summary>How long a walk may be.</summary>
/// <param name="Files">The most files that a reader opens.</param>
/// <param name="Lines">
/// The most lines of code that these files have in all, without comments and blank lines; by default any number.
/// </param>
internal sealed record WalkLimits(int Files, int Lines = int.MaxValue)
{
    public IEnumerable<string> FindProblems(IReadOnlyList<SourceFile> files)
    {
        int lines = files.DistinctBy(file => file.Path, StringComparer.Ordinal)
            .Sum(file => file.Code.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)));
        if (files.Count > Files)
            yield return $"it opens {files.Count} files and may open {Files}";
        if (lines > Lines)
            yield return $"its files have {lines} lines of code and may have {Lines}";
    }
}
