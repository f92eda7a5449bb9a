using ForwardForward.Cuda;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ForwardForward.Tests.Documents;

/// <summary>
/// Compiles the C# examples of a document, each by itself, as a program or as declarations. What it sees: the SDK's implicit usings,
/// every namespace of the library, <c>using static TorchSharp.torch</c>, the variables that it is given, and the types that other
/// examples of the same document declare.
/// </summary>
internal static class CodeBlockCompiler
{
    // Lines that begin with #: are for the SDK, where a program is one file without a project.
    private static readonly CSharpParseOptions Language =
        new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("FileBasedProgram", "true")]);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly string Usings = string.Concat(
        new[]
        {
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
            "System.Threading.Tasks", "TorchSharp",
        }
            .Concat(new[] { typeof(FFNetwork), typeof(CudaUnavailableException) }
                .SelectMany(type => type.Assembly.GetExportedTypes()).Select(type => type.Namespace!).Distinct(StringComparer.Ordinal))
            .Append("static TorchSharp.torch")
            .Select(name => $"global using {name};\n"));

    /// <summary>The compilation of an example.</summary>
    /// <param name="block">One of the document's examples.</param>
    /// <param name="document">The examples of the document.</param>
    public static CSharpCompilation Compile(CodeBlock block, IReadOnlyList<CodeBlock> document)
    {
        SyntaxTree example = Parse(block.Code, block.Place);
        IEnumerable<SyntaxTree> others =
            document.Where(other => other != block).Select(other => Parse(other.Code, other.Place)).Where(tree => !IsProgram(tree));
        string given =
            "global using static Given;\ninternal static class Given { "
                + $"{string.Concat(block.Given.Select(variable => $"public static {variable} = default!; "))} }}";
        CSharpCompilationOptions options = new(
            IsProgram(example) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable);
        return CSharpCompilation.Create(
            "Example", [Parse(Usings, "usings"), Parse(given, "given"), example, .. others], References, options);
    }

    private static SyntaxTree Parse(string code, string path) => CSharpSyntaxTree.ParseText(code, Language, path);

    private static bool IsProgram(SyntaxTree tree) => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
}
