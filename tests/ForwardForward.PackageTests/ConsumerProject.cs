using System.Text.Json;

namespace ForwardForward.PackageTests;

/// <summary>
/// A console project outside the repository that references the package ForwardForward and nothing else. The programs of the tests take
/// turns in it, so that libtorch is restored and linked once.
/// </summary>
public sealed class ConsumerProject : IAsyncLifetime
{
    private const string Template = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <!-- The package brings no warning into a strict project. Those of the feed are not its own. -->
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <WarningsNotAsErrors>NU1603;NU1900;NU1901;NU1902;NU1903;NU1904</WarningsNotAsErrors>
            <!-- One platform's libtorch instead of four, and hard links instead of copies. -->
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
            <OutputPath>bin/</OutputPath>
            <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
            <AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>
            <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="ForwardForward" Version="{version}" />
          </ItemGroup>
        </Project>
        """;

    private readonly PackedPackages _packages;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"forwardforward-consumer-{Guid.NewGuid():N}");
    private readonly DotnetCli _dotnet;

    /// <summary>Names the project; <see cref="InitializeAsync"/> writes and restores it.</summary>
    /// <param name="packages">The packages to consume.</param>
    public ConsumerProject(PackedPackages packages)
    {
        _packages = packages;
        _dotnet = new DotnetCli(_folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache"), // Every run meets the library for the first time.
            ["OMP_NUM_THREADS"] = "1", // Other tests may hold the cores: threads that wait for each other would crawl.
        });
    }

    private string AssetsFile => Path.Combine(_folder, "obj", "project.assets.json");

    /// <summary>Writes and restores the project.</summary>
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        string project = Template
            .Replace("{feed}", _packages.Feed, StringComparison.Ordinal)
            .Replace("{version}", _packages.Version, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, "Consumer.csproj"), project);
        CommandResult restored = await _dotnet.RunAsync(TimeSpan.FromMinutes(10), "restore");
        restored.ShouldSucceed();
    }

    /// <summary>Builds the program, with MSBuild properties such as <c>-p:Name=value</c>, and runs it.</summary>
    internal async Task<CommandResult> RunAsync(string program, params string[] properties)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Program.cs"), program);
        CommandResult built = await _dotnet.RunAsync(
            TimeSpan.FromMinutes(3), ["build", "--no-restore", "--configuration", "Release", .. properties]);
        built.ShouldSucceed();
        return await _dotnet.RunAsync(TimeSpan.FromMinutes(3), Path.Combine(_folder, "bin", "Consumer.dll"));
    }

    /// <summary>Deletes the project, and its version of the package from the machine's package cache.</summary>
    public async Task DisposeAsync()
    {
        if (File.Exists(AssetsFile))
        {
            await using FileStream stream = File.OpenRead(AssetsFile);
            using JsonDocument assets = await JsonDocument.ParseAsync(stream);
            foreach (JsonProperty cache in assets.RootElement.GetProperty("packageFolders").EnumerateObject())
                Remove(Path.Combine(cache.Name, "forwardforward"), _packages.Version);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static void Remove(string package, string version)
    {
        if (!Directory.Exists(Path.Combine(package, version)))
            return;
        Directory.Delete(Path.Combine(package, version), recursive: true);
        if (!Directory.EnumerateFileSystemEntries(package).Any())
            Directory.Delete(package);
    }
}
