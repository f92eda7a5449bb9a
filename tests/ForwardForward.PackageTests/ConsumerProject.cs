using System.Reflection;

namespace ForwardForward.PackageTests;

/// <summary>
/// A console project outside the repository that references the packages as a user's does. The programs of a test class take turns in it,
/// so that it is restored once. What the machine's package cache has, libtorch above all, is used from there and linked, not copied.
/// </summary>
/// <param name="packages">The packages to consume.</param>
/// <param name="source">The name of the program's source, which also tells the language: <c>Program.cs</c>, <c>Program.fs</c>.</param>
/// <param name="items">Package references and other items of the project.</param>
/// <param name="properties">Further properties of the project.</param>
public abstract class ConsumerProject(PackedPackages packages, string source, string items, string properties = "") : IAsyncLifetime
{
    private const string Template = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
            <!-- The package brings no warning into a strict project. Those of the feed are not its own. -->
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <WarningsNotAsErrors>NU1603;NU1900;NU1901;NU1902;NU1903;NU1904</WarningsNotAsErrors>
            <!-- One platform's libtorch instead of four, and hard links instead of copies. -->
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
            <CreateHardLinksForPublishFilesIfPossible>true</CreateHardLinksForPublishFilesIfPossible>
            <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
            <AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>
            <RestoreAdditionalProjectSources>{feeds}</RestoreAdditionalProjectSources>
            <RestoreAdditionalProjectFallbackFolders>{cache}</RestoreAdditionalProjectFallbackFolders>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(10);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"forwardforward-consumer-{Guid.NewGuid():N}");

    private FreshShell Shell => new(
        _folder,
        ("NUGET_PACKAGES", packages.Unpacked),
        ("XDG_CACHE_HOME", Path.Combine(_folder, "cache")), // Every run meets the library for the first time.
        ("OMP_NUM_THREADS", "1")); // Other tests may hold the cores: threads that wait for each other would crawl.

    /// <summary>Where this project's own packages are, if it has any.</summary>
    protected string OwnFeed => Path.Combine(_folder, "feed");

    /// <summary>Writes and restores the project.</summary>
    public virtual async Task InitializeAsync()
    {
        Directory.CreateDirectory(OwnFeed);
        string project = Template
            .Replace("{properties}", properties, StringComparison.Ordinal)
            .Replace("{items}", items, StringComparison.Ordinal)
            .Replace("{feeds}", $"{packages.Feed};{OwnFeed}", StringComparison.Ordinal)
            .Replace("{cache}", CacheOfThisMachine(), StringComparison.Ordinal)
            .Replace("{version}", packages.Version, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, $"Consumer{Path.GetExtension(source)}proj"), project);
        CommandResult restored = await Shell.DotnetAsync(RestoreLimit, "restore");
        restored.ShouldSucceed();
    }

    /// <summary>Builds the program, with MSBuild properties such as <c>-p:Name=value</c>, and runs it.</summary>
    internal async Task<CommandResult> RunAsync(string program, params string[] options) =>
        await Shell.DotnetAsync(Limit, Path.Combine(await BuildAsync(program, options), "Consumer.dll"));

    /// <summary>Builds the program into a folder of its own.</summary>
    /// <returns>The folder.</returns>
    internal Task<string> BuildAsync(string program, params string[] options) => MakeAsync("build", program, options);

    /// <summary>Publishes the program into a folder of its own.</summary>
    /// <returns>The folder.</returns>
    internal Task<string> PublishAsync(string program, params string[] options) => MakeAsync("publish", program, options);

    /// <summary>Publishes the program as one file, which needs the shared runtime, and runs that.</summary>
    internal async Task<CommandResult> RunSingleFileAsync(string program)
    {
        string folder = await PublishAsync(program, "-p:PublishSingleFile=true", "-p:EnableSingleFileAnalyzer=false");
        return await Shell.RunAsync(Limit, Path.Combine(folder, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"));
    }

    /// <summary>Deletes the project.</summary>
    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task<string> MakeAsync(string command, string program, params string[] options)
    {
        string output = Path.Combine(_folder, "out", Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(Path.Combine(_folder, source), program);
        CommandResult made = await Shell.DotnetAsync(
            Limit, [command, "--no-restore", "--configuration", "Release", "--output", output, .. options]);
        made.ShouldSucceed();
        return output;
    }

    /// <summary>What this machine has restored already.</summary>
    internal static string CacheOfThisMachine() => typeof(ConsumerProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => string.Equals(entry.Key, "NuGetPackageRoot", StringComparison.Ordinal)).Value!;
}
