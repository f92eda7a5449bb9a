namespace ForwardForward.PackageTests;

/// <summary>Both packages, packed once for all tests as a release would be, under a version that no cache has ever seen.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    // Apart from the solution's own outputs, which another test run may be writing; inside the repository, as a release build is.
    private readonly string _artifacts = Path.Combine(RepositoryFolder.Find(), "artifacts", $"package-tests-{Guid.NewGuid():N}");

    /// <summary>The version of both packages.</summary>
    public string Version { get; } = $"0.1.0-test.{DateTimeOffset.UtcNow.Ticks}";

    /// <summary>The public address of the repository, by which the library is packed.</summary>
    public static string RepositoryUrl => "https://example.org/people/house";

    /// <summary>The folder that holds the packages; a NuGet source.</summary>
    public string Feed => Path.Combine(_artifacts, "feed");

    /// <summary>
    /// Where consumers' restores unpack what the machine's own package cache lacks, so that nothing of a test stays in that.
    /// </summary>
    public string Unpacked { get; } = Path.Combine(Path.GetTempPath(), $"forwardforward-unpacked-{Guid.NewGuid():N}");

    /// <summary>Opens a package; dispose it after use.</summary>
    /// <param name="id">The package id.</param>
    /// <param name="extension"><c>nupkg</c> or <c>snupkg</c>.</param>
    internal PackageFile Open(string id, string extension = "nupkg") => new(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    /// <summary>Packs.</summary>
    public async Task InitializeAsync()
    {
        // The first builds both projects. One is packed from a clone of anything, the other from a repository with a public address.
        await PackAsync("ForwardForward.Cuda");
        await PackAsync("ForwardForward", "--no-build", $"-p:RepositoryUrl={RepositoryUrl}");
    }

    /// <summary>Deletes everything that was packed and unpacked.</summary>
    public Task DisposeAsync()
    {
        foreach (string folder in new[] { _artifacts, Unpacked }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task PackAsync(string project, params string[] options)
    {
        FreshShell shell = new(RepositoryFolder.Find());
        CommandResult packed = await shell.DotnetAsync(
            TimeSpan.FromMinutes(4),
            [
                "pack", $"src/{project}/{project}.csproj", "--configuration", "Release", "--artifacts-path", _artifacts, "--output", Feed,
                $"-p:Version={Version}", "-p:RunAnalyzers=false", .. options,
            ]);
        packed.ShouldSucceed();
    }
}
