using System.Text;
using Spectre.Console;

namespace ForwardForward.Tests.Samples;

/// <summary>A terminal of 120 columns that writes into memory.</summary>
internal sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width => 120;

    public int Height => 40;

    public void SetEncoding(Encoding encoding)
    {
    }
}
