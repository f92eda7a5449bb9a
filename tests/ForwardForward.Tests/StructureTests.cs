namespace ForwardForward.Tests;

/// <summary>What stands where in the library, beyond its dependencies.</summary>
public sealed class StructureTests
{
    /// <summary>Its code is repeated in the folder <c>Faithful</c>; everything else is for readers who have never heard of it.</summary>
    [Fact]
    public void Files_OutsideFaithful_DoNotMentionTheStudy() =>
        SourceFile.OfTheLibrary()
            .Where(file => file.Folder is not "Faithful" && file.Text.Contains("the study", StringComparison.OrdinalIgnoreCase))
            .Select(file => file.Path)
            .Should().BeEmpty();

    [Fact]
    public void Types_OfFaithful_SayItInTheirName() =>
        typeof(FFNetwork).Assembly.GetExportedTypes()
            .Where(type => type.Name.StartsWith("Faithful", StringComparison.Ordinal)
                != string.Equals(type.Namespace, "ForwardForward.Faithful", StringComparison.Ordinal))
            .Select(type => type.FullName)
            .Should().BeEmpty();

    [Fact]
    public void Members_OutsideFaithful_AreNotNamedSo() =>
        typeof(FFNetwork).Assembly.GetExportedTypes()
            .Where(type => !string.Equals(type.Namespace, "ForwardForward.Faithful", StringComparison.Ordinal))
            .SelectMany(type => type.GetMembers().Where(member => member.Name.Contains("Faithful", StringComparison.Ordinal)))
            .Select(member => $"{member.DeclaringType}.{member.Name}")
            .Should().BeEmpty();
}
