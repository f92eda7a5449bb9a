using System.ComponentModel;
using System.Diagnostics;

namespace ForwardForward.Tests.Persistence;

/// <summary>Runs Python, where this machine has one with NumPy.</summary>
internal static class PythonProgram
{
    // Of the user's choice first, then the system's, for which distributions package NumPy.
    private static readonly Lazy<string?> Found = new(() => new[] { "python3", "/usr/bin/python3", "python" }.FirstOrDefault(HasNumPy));

    /// <summary>The interpreter; null where there is none with NumPy.</summary>
    public static string? Interpreter => Found.Value;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote.</returns>
    public static string Run(string program, params string[] arguments)
    {
        (int exitCode, string output) = Run(Interpreter!, program, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"The Python program ended with exit code {exitCode}.\n{output}");
    }

    private static bool HasNumPy(string interpreter)
    {
        try
        {
            return Run(interpreter, "import numpy", []).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no such program.
        }
    }

    private static (int ExitCode, string Output) Run(string interpreter, string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(interpreter, ["-c", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : error.GetAwaiter().GetResult());
    }
}
