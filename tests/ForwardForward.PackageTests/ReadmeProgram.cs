using System.Text.RegularExpressions;

namespace ForwardForward.PackageTests;

/// <summary>The program that the README shows.</summary>
internal static partial class ReadmeProgram
{
    private const string Marker = "<!-- The package test builds and runs this program. -->";

    /// <summary>The code block that follows the marker in README.md.</summary>
    public static string Read()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryFolder.Find(), "README.md")).ReplaceLineEndings("\n");
        int start = readme.IndexOf(Marker, StringComparison.Ordinal);
        Match block = start < 0 ? Match.Empty : CodeBlock().Match(readme, start);
        return block.Success
            ? block.Groups["code"].Value
            : throw new InvalidDataException($"README.md shows no program: put a ```csharp block after the line {Marker}");
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();
}
