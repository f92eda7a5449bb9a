namespace ForwardForward.PackageTests;

/// <summary>
/// A project that references a package of ours and TorchSharp's CUDA build of one system. That takes gigabytes, so a stub stands in for it,
/// of a version that no feed has: a bundle, and the package of native files that it depends on.
/// </summary>
/// <param name="packages">The packages to consume.</param>
/// <param name="package">Ours.</param>
/// <param name="bundle">TorchSharp's.</param>
/// <param name="platform">The platform of its native files.</param>
/// <param name="files">Their names.</param>
public abstract class CudaConsumer(PackedPackages packages, string package, string bundle, string platform, params string[] files)
    : ConsumerProject(
    packages,
    "Program.cs",
    $$"""
    <PackageReference Include="{{package}}" Version="{version}" />
    <PackageReference Include="{{bundle}}" Version="{{StubVersion}}" />
    """,
    $"""
    <RuntimeIdentifiers>{platform}</RuntimeIdentifiers>
    <UseAppHost>false</UseAppHost>
    """)
{
    /// <summary>What each native file of the stub holds.</summary>
    public const string StubContent = "a stub of CUDA";

    private const string StubVersion = "0.107.0.1-stub";

    /// <summary>Makes the stub, then the project.</summary>
    public override async Task InitializeAsync()
    {
        string native = $"libtorch-cuda-12.8-{platform}";
        Directory.CreateDirectory(OwnFeed);
        StubPackage.Write(OwnFeed, bundle, StubVersion, $"""<dependency id="{native}" version="{StubVersion}" />""");
        StubPackage.Write(
            OwnFeed, native, StubVersion, dependencies: "", [.. files.Select(file => ($"runtimes/{platform}/native/{file}", StubContent))]);
        await base.InitializeAsync();
    }
}
