namespace ForwardForward.Tests.Experiments.Records;

/// <summary>
/// The studies' records in the documents: those of MNIST and of what a sample runs on by itself, and those of
/// Fashion-MNIST in a folder of their own.
/// </summary>
internal static class StudyRecords
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Find(), "docs", "results");

    /// <summary>Their names below <see cref="Folder"/>, such as <c>fashion-mnist/transfer-controlled.json</c>.</summary>
    public static IEnumerable<string> Names =>
        from folder in (string[])[Folder, Path.Combine(Folder, "fashion-mnist")]
        where Directory.Exists(folder)
        from path in Directory.EnumerateFiles(folder, "*.json")
        select Path.GetRelativePath(Folder, path).Replace('\\', '/');
}
