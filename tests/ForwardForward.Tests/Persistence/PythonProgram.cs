using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace ForwardForward.Tests.Persistence;

/// <summary>Runs Python, where this machine has one with the packages that a program needs.</summary>
internal static class PythonProgram
{
    // Of the user's choice first, then the system's, for which distributions have packages.
    private static readonly string[] Interpreters = ["python3", "/usr/bin/python3", "python"];

    private static readonly ConcurrentDictionary<string, string?> Found = new(StringComparer.Ordinal);

    /// <summary>The interpreter that has packages, such as "json, numpy"; null where there is none.</summary>
    public static string? InterpreterWith(string packages) =>
        Found.GetOrAdd(packages, wanted => Array.Find(Interpreters, interpreter => Has(interpreter, wanted)));

    /// <summary>Runs a program to its end.</summary>
    /// <param name="packages">The packages that it needs.</param>
    /// <param name="program">Its text.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it wrote.</returns>
    public static string RunWith(string packages, string program, params string[] arguments)
    {
        (int exitCode, string output) = Run(InterpreterWith(packages)!, program, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"The Python program ended with exit code {exitCode}.\n{output}");
    }

    private static bool Has(string interpreter, string packages)
    {
        try
        {
            return Run(interpreter, $"import {packages}", []).ExitCode == 0;
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
