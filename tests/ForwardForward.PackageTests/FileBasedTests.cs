namespace ForwardForward.PackageTests;

[Collection(PackedPackagesCollection.Name)]
public sealed class FileBasedTests(PackedPackages packages) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly string _folder = Directory.CreateTempSubdirectory("forwardforward-file-based-").FullName;

    /// <summary>As a user runs it, but for where packages come from, and for links in place of copies of libtorch.</summary>
    [Fact]
    public async Task Program_OfOneFile_TrainsSavesLoadsAndPredicts()
    {
        string program = DocumentCode.FileBasedProgram();
        program.Should().Contain("#:package ForwardForward@*\n");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "digits.cs"),
            program.Replace("ForwardForward@*", $"ForwardForward@{packages.Version}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(_folder, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <RestoreAdditionalProjectSources>{packages.Feed}</RestoreAdditionalProjectSources>
                <RestoreAdditionalProjectFallbackFolders>{ConsumerProject.CacheOfThisMachine()}</RestoreAdditionalProjectFallbackFolders>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
              </PropertyGroup>
            </Project>
            """);
        FreshShell shell = new(
            _folder,
            ("NUGET_PACKAGES", packages.Unpacked),
            ("XDG_DATA_HOME", _folder), // What the program is built into.
            ("OMP_NUM_THREADS", "1")); // Other tests may hold the cores.

        CommandResult run = (await shell.DotnetAsync(Limit, "run", "digits.cs")).ShouldSucceed();

        run.Output.ReplaceLineEndings("\n").Should().MatchRegex(@"^test accuracy: [6-9]\d\.\d\d %\nfive more: \d \d \d \d \d\n$");
        File.Exists(Path.Combine(_folder, "digits.safetensors")).Should().BeTrue();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
