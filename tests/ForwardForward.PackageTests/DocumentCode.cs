using System.Text.RegularExpressions;

namespace ForwardForward.PackageTests;

/// <summary>Code that documents show.</summary>
internal static partial class DocumentCode
{
    private const string Readme = "README.md";

    /// <summary>The program of the README's first lines.</summary>
    public static string Program() => After(Readme, "<!-- The package test builds and runs this program. -->");

    /// <summary>A program of one file, without a project.</summary>
    public static string FileBasedProgram() => After("docs/getting-started.md", "<!-- The package test runs this file. -->");

    /// <summary>The README's strategy of one's own: a class.</summary>
    public static string Strategy() => After(Readme, "<!-- The package test builds and runs a program with this class. -->");

    private static string After(string document, string marker)
    {
        string text = File.ReadAllText(Path.Combine(RepositoryFolder.Find(), document)).ReplaceLineEndings("\n");
        int start = text.IndexOf(marker, StringComparison.Ordinal);
        Match block = start < 0 ? Match.Empty : CodeBlock().Match(text, start);
        return block.Success
            ? block.Groups["code"].Value
            : throw new InvalidDataException($"{document} shows no such code: put a ```csharp block after the line {marker}");
    }

    [GeneratedRegex(
        @"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();
}
