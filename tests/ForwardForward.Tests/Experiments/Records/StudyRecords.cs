namespace ForwardForward.Tests.Experiments.Records;

/// <summary>
/// The studies' records in the documents: those of MNIST and of what a sample runs on by itself, and in folders of their own those of
/// Fashion-MNIST and those that the library's choices rest on. What measures time or memory, or exported networks, has
/// other forms.
/// </summary>
internal static class StudyRecords
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Find(), "docs", "results");

    /// <summary>Their names below <see cref="Folder"/>, such as <c>fashion-mnist/transfer-controlled.json</c>.</summary>
    public static IEnumerable<string> Names =>
        from path in Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Folder, path).Replace('\\', '/')
        where name.Split('/')[0] is not ("performance" or "reliability" or "deployment")
        select name;
}
