using System.Diagnostics.CodeAnalysis;

namespace ForwardForward.PackageTests;

/// <summary>Joins the test classes that share the packed packages.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "xunit calls it a collection.")]
public sealed class PackedPackagesCollection : ICollectionFixture<PackedPackages>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "packed packages";
}
