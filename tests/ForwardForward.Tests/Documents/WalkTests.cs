namespace ForwardForward.Tests.Documents;

/// <summary>The walks of docs/design.md hold to the code, and stay short.</summary>
public sealed class WalkTests
{
    private const string Table = "| file | hands over to |\n|---|---|\n";

    private static readonly Dictionary<string, WalkLimits> Limits = new(StringComparer.Ordinal)
    {
        ["One training step"] = new(15, 1_100),
        ["A prediction"] = new(8),
        ["From a plugin to a file"] = new(8),
    };

    // Two files call each other's types; the third implements an interface that the second uses.
    private static readonly SourceFile[] Library =
    [
        new("Front.cs", "class Front { Middle next; } // Stranger\n"),
        new("Rooms/Middle.cs", "class Middle { IBack back; }\n"),
        new("Rooms/Back.cs", "class Back : IBack\n{\n}\n"),
    ];

    [Fact]
    public void Walks_OfTheDesign_HoldToTheCode()
    {
        SourceFile[] library = [.. SourceFile.OfTheLibrary()];

        IEnumerable<string> problems = Walk.Read(Document.Find("docs/design.md").Lines).SelectMany(walk =>
            walk.FindProblems(library, Limits[walk.Name], IsA).Select(problem => $"{walk.Name}: {problem}"));

        string.Join('\n', problems).Should().BeEmpty();
    }

    [Fact]
    public void Walks_OfTheDesign_AreAllThere() =>
        Walk.Read(Document.Find("docs/design.md").Lines).Select(walk => walk.Name).Should().BeEquivalentTo(Limits.Keys);

    [Fact]
    public void Read_HeadingAndTable_GivesTheFilesInOrder()
    {
        string text =
            $"## Walks\n\ntext\n\n### Down\n\n{Table}| `Front.cs` | `Middle`, then `Other` |\n| `Rooms/Middle.cs` | – |\n\nmore\n";

        Walk walk = Walk.Read(text.Split('\n')).Should().ContainSingle().Which;

        walk.Name.Should().Be("Down");
        walk.Steps.Select(step => step.File).Should().Equal("Front.cs", "Rooms/Middle.cs");
        walk.Steps[0].Types.Should().Equal("Middle", "Other");
        walk.Steps[1].Types.Should().BeEmpty();
    }

    [Theory]
    [InlineData("| `Front.cs` | `Middle` |\n| `Rooms/Midle.cs` | – |", "Rooms/Midle.cs does not exist")]
    [InlineData(
        "| `Front.cs` | `Middle`, `Back` |\n| `Rooms/Middle.cs` | `IBack` |\n| `Rooms/Back.cs` | – |", "Front.cs does not use Back")]
    [InlineData(
        "| `Front.cs` | `Middle` |\n| `Rooms/Middle.cs` | – |\n| `Rooms/Back.cs` | – |", "no file before Rooms/Back.cs hands over*")]
    [InlineData("| `Front.cs` | `Middle` |\n| `Rooms/Middle.cs` | `IBack` |", "no file of the walk is IBack, which Rooms/Middle.cs*")]
    public void FindProblems_Walk_SaysWhatDoesNotHold(string rows, string expected) =>
        Problems(rows, new WalkLimits(3)).Should().Match(expected);

    [Fact]
    public void FindProblems_TypeInAComment_DoesNotCount() =>
        Problems("| `Front.cs` | `Stranger` |", new WalkLimits(1)).Should().Contain("Front.cs does not use Stranger");

    [Theory]
    [InlineData(3, 5, "")]
    [InlineData(2, 5, "it opens 3 files and may open 2")]
    [InlineData(3, 4, "its files have 5 lines of code and may have 4")]
    public void FindProblems_WalkThatIsTooLong_SaysByHowMuch(int files, int lines, string expected) =>
        Problems("| `Front.cs` | `Middle` |\n| `Rooms/Middle.cs` | `IBack` |\n| `Rooms/Back.cs` | – |", new WalkLimits(files, lines))
            .Should().Be(expected);

    private static string Problems(string rows, WalkLimits limits) =>
        string.Join('\n', Walk.Read((Table + rows).Split('\n')).Single()
            .FindProblems(Library, limits, (type, other) => other.EndsWith(type, StringComparison.Ordinal)));

    private static bool IsA(string type, string other) =>
        string.Equals(type, other, StringComparison.Ordinal)
        || (Find(type) is { } one && Find(other) is { } another && another.IsAssignableFrom(one));

    private static Type? Find(string name) =>
        Array.Find(typeof(FFNetwork).Assembly.GetTypes(), type => string.Equals(type.Name.Split('`')[0], name, StringComparison.Ordinal));
}
