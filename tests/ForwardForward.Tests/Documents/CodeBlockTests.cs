using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ForwardForward.Tests.Documents;

public sealed class CodeBlockTests
{
    public static TheoryData<string> Documents =>
        new(Document.All.Where(document => document.CSharpBlocks.Any()).Select(document => document.Name));

    [Theory]
    [MemberData(nameof(Documents))]
    public void CodeBlocks_OfADocument_Compile(string name)
    {
        CodeBlock[] blocks = [.. Document.Find(name).CSharpBlocks];

        string.Join('\n', blocks.SelectMany(block => Errors(CodeBlockCompiler.Compile(block, blocks)))).Should().BeEmpty();
    }

    [Fact]
    public void Compile_UnknownMember_TellsWhere()
    {
        CodeBlock block = new("docs/page.md:7", "network.Fitt(images);", ["FFNetwork network", "LabelledImages images"], IsRun: false);

        Errors(CodeBlockCompiler.Compile(block, [block]))
            .Should().ContainSingle().Which.Should().StartWith("docs/page.md:7, line 1 ").And.Contain("'Fitt'");
    }

    [Fact]
    public void Program_OfGettingStarted_RunsAndTellsItsAccuracy()
    {
        CodeBlock[] blocks = [.. Document.Find("docs/getting-started.md").CSharpBlocks];
        CodeBlock program = blocks.Single(block => block.IsRun);

        string output = Run(CodeBlockCompiler.Compile(program, blocks));

        output.Should().MatchRegex(@"test accuracy: [6-9]\d\.\d\d %");
    }

    private static IEnumerable<string> Errors(CSharpCompilation compilation) =>
        from diagnostic in compilation.GetDiagnostics()
        where diagnostic.Severity == DiagnosticSeverity.Error
        let place = diagnostic.Location.GetLineSpan()
        select $"{place.Path}, line {place.StartLinePosition.Line + 1} of the block: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private static string Run(CSharpCompilation compilation)
    {
        using MemoryStream assembly = new();
        compilation.Emit(assembly).Success.Should().BeTrue();
        TextWriter console = Console.Out;
        using StringWriter output = new();
        Console.SetOut(output);
        try
        {
            Assembly.Load(assembly.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }
        return output.ToString();
    }
}
