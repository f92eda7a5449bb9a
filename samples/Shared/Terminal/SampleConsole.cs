using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Makes the console that samples write to.</summary>
public static class SampleConsole
{
    // Wide enough that no line of a log file is broken.
    private const int WidthOfFiles = 160;

    /// <summary>Makes a console.</summary>
    /// <param name="output">Where it writes.</param>
    /// <returns>With colour and movement on a terminal, and plain text elsewhere.</returns>
    public static IAnsiConsole Create(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthOfFiles;
        return console;
    }
}
