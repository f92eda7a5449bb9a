using System.Text.RegularExpressions;

namespace ForwardForward.Tests;

/// <summary>A source file of the library, as tests of its structure read it.</summary>
/// <param name="Path">Its path below src/ForwardForward, such as "Layers/Dense/DenseLayer.cs".</param>
/// <param name="Text">All of it.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The folder below src/ForwardForward; "." for the root.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : ".";

    /// <summary>The type that the file declares: "FFNetwork" of "Training/FFNetwork.Fit.cs" too.</summary>
    public string Type => System.IO.Path.GetFileName(Path).Split('.')[0];

    /// <summary>The text without comments and string literals.</summary>
    public string Code => CommentOrString().Replace(Text, string.Empty);

    public static IEnumerable<SourceFile> OfTheLibrary()
    {
        string library = System.IO.Path.Combine(RepositoryRoot.Find(), "src", "ForwardForward");
        return Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(library, file).Replace('\\', '/'))
            .Where(path => path.Split('/')[0] is not ("bin" or "obj" or "buildTransitive"))
            .Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(library, path))));
    }

    // Of an interpolated string its holes go too: what they use is used elsewhere as well.
    [GeneratedRegex(
        """//[^\n]*|"{3}.*?"{3}|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])'""", RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommentOrString();
}
