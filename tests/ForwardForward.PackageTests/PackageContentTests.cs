using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ForwardForward.PackageTests;

[Collection(PackedPackagesCollection.Name)]
public sealed partial class PackageContentTests(PackedPackages packages)
{
    private const string Library = "ForwardForward";
    private const string Cuda = "ForwardForward.Cuda";

    [Fact]
    public void Library_Dependencies_AreTheCpuBuildTheLoggingFloorAndReadersOfFiles()
    {
        using PackageFile package = packages.Open(Library);

        package.Dependencies
            .Should().BeEquivalentTo("net10.0: TorchSharp-cpu 0.107.0", "net10.0: Microsoft.Extensions.Logging.Abstractions 10.0.0",
                "net10.0: StbImageSharp 2.30.16", "net10.0: Sylvan.Data.Csv 1.4.4", "net10.0: Google.Protobuf 3.21.9");
        package.Included("TorchSharp-cpu").Should().Be("All", "its build files and native files must reach the program");
    }

    [Fact]
    public void Cuda_Dependencies_AreTheSameLibraryAndTheCudaBuild()
    {
        using PackageFile package = packages.Open(Cuda);

        package.Dependencies
            .Should().BeEquivalentTo($"net10.0: ForwardForward {packages.Version}", "net10.0: TorchSharp-cuda-windows 0.107.0");
        package.Included("TorchSharp-cuda-windows").Should().Be("All");
        package.Included("ForwardForward").Should().Be("All");
    }

    [Fact]
    public void Library_Files_AreItsOwnAndNoneOfTorchSharp()
    {
        using PackageFile package = packages.Open(Library);

        package.Files.Should().BeEquivalentTo(
            "LICENSE", "README.md", "icon.png",
            "buildTransitive/ForwardForward.Bootstrap.cs", "buildTransitive/ForwardForward.targets",
            "lib/net10.0/ForwardForward.dll", "lib/net10.0/ForwardForward.xml");
    }

    [Fact]
    public void Cuda_Files_AreItsOwnAndNoneOfTorchSharp()
    {
        using PackageFile package = packages.Open(Cuda);

        package.Files.Should().BeEquivalentTo(
            "LICENSE", "README.md", "icon.png", "lib/net10.0/ForwardForward.Cuda.dll", "lib/net10.0/ForwardForward.Cuda.xml");
    }

    [Fact]
    public void Readme_PackedWithoutAPublicAddress_IsAsItIs()
    {
        using PackageFile package = packages.Open(Cuda);

        package.Read("README.md")
            .Should().Equal(File.ReadAllBytes(Path.Combine(RepositoryFolder.Find(), "src", "ForwardForward.Cuda", "README.md")));
    }

    [Fact]
    public void Readme_PackedWithAPublicAddress_LinksIntoTheRepository()
    {
        using PackageFile package = packages.Open(Library);

        string readme = Encoding.UTF8.GetString(package.Read("README.md"));

        RelativeLink().Matches(readme).Should().BeEmpty("on the package's page such a link leads nowhere");
        readme.Replace($"{PackedPackages.RepositoryUrl}/blob/{package.RepositoryCommit}/", "", StringComparison.Ordinal)
            .Replace($"{PackedPackages.RepositoryUrl}/raw/{package.RepositoryCommit}/", "", StringComparison.Ordinal)
            .Should().Be(File.ReadAllText(Path.Combine(RepositoryFolder.Find(), "README.md")));
    }

    [Fact]
    public void Readme_OfTheLibrary_ShowsItsPictures()
    {
        using PackageFile package = packages.Open(Library);

        Encoding.UTF8.GetString(package.Read("README.md"))
            .Should().MatchRegex(@"!\[[^\]]+\]\(https://example\.org/people/house/raw/[0-9a-f]{40}/docs/results/[a-z-]+\.png\)");
    }

    [Theory]
    [InlineData(Library, "T:ForwardForward.FFNetworkBuilder")]
    [InlineData(Cuda, "T:ForwardForward.Cuda.CudaNetworkBuilderExtensions")]
    public void Documentation_OfEachPackage_DescribesTheFrontDoor(string id, string member)
    {
        using PackageFile package = packages.Open(id);

        XDocument documentation = XDocument.Parse(Encoding.UTF8.GetString(package.Read($"lib/net10.0/{id}.xml")).TrimStart('\uFEFF'));
        documentation.Descendants("member").Select(element => (string?)element.Attribute("name")).Should().Contain(member);
    }

    [Theory]
    [InlineData(Library)]
    [InlineData(Cuda)]
    public void Manifest_OfEachPackage_IsCompleteAndNamesNoFolderOfThisMachine(string id)
    {
        using PackageFile package = packages.Open(id);

        package.Value("version").Should().Be(packages.Version);
        package.Value("license").Should().Be("MIT");
        package.Value("icon").Should().Be("icon.png");
        package.Value("readme").Should().Be("README.md");
        package.Value("description").Should().NotBeEmpty().And.NotBe("Package Description");
        package.ManifestText.Should().NotContain(RepositoryFolder.Find())
            .And.NotContain(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)).And.NotContain("file:");
        (package.RepositoryAddress ?? "https://")
            .Should().StartWith("https://", "a remote that is not public must not be published").And.NotContain("@");
        package.Value("releaseNotes").Should().Contain("CHANGELOG.md");
    }

    [Theory]
    [InlineData(Library)]
    [InlineData(Cuda)]
    public async Task Manifest_OfEachPackage_NamesTheCommitThatWasPacked(string id)
    {
        using PackageFile package = packages.Open(id);

        CommandResult head = (await new FreshShell(RepositoryFolder.Find()).RunAsync(TimeSpan.FromMinutes(1), "git", "rev-parse", "HEAD"))
            .ShouldSucceed();

        package.RepositoryCommit.Should().Be(head.Output.Trim());
    }

    [Theory]
    [InlineData(Library)]
    [InlineData(Cuda)]
    public void Symbols_OfEachPackage_NameSourcesFromTheRootOfTheRepository(string id)
    {
        using PackageFile symbols = packages.Open(id, "snupkg");
        using PackageFile package = packages.Open(id);

        symbols.Files.Should().Equal($"lib/net10.0/{id}.pdb");
        symbols.SourceNames($"lib/net10.0/{id}.pdb")
            .Should().NotBeEmpty().And.OnlyContain(name => name.StartsWith("/_/", StringComparison.Ordinal));
        Encoding.Latin1.GetString(package.Read($"lib/net10.0/{id}.dll"))
            .Should().NotContain(RepositoryFolder.Find(), "the library must not name the folder of its symbols");
    }

    [GeneratedRegex(@"\]\((?![a-z]+:|#)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RelativeLink();
}
