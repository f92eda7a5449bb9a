using System.Text.RegularExpressions;

namespace ForwardForward.PackageTests;

/// <summary>The code that the README shows.</summary>
internal static partial class ReadmeCode
{
    /// <summary>The program of its first lines.</summary>
    public static string Program() => After("<!-- The package test builds and runs this program. -->");

    /// <summary>The strategy of one's own: a class.</summary>
    public static string Strategy() => After("<!-- The package test builds and runs a program with this class. -->");

    private static string After(string marker)
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryFolder.Find(), "README.md")).ReplaceLineEndings("\n");
        int start = readme.IndexOf(marker, StringComparison.Ordinal);
        Match block = start < 0 ? Match.Empty : CodeBlock().Match(readme, start);
        return block.Success
            ? block.Groups["code"].Value
            : throw new InvalidDataException($"README.md shows no code: put a ```csharp block after the line {marker}");
    }

    [GeneratedRegex(
        @"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();
}
