using System.ComponentModel;
using System.Diagnostics;

namespace ForwardForward.Samples;

/// <summary>Finds the commit of the code that runs, for its records.</summary>
public static class CodeCommit
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks <c>git</c>, where it is installed, for the commit of the checkout that the program's folder belongs to.</summary>
    /// <returns>
    /// The commit, with <c>-dirty</c> where tracked files have been changed since; <c>unknown</c> where the program stands in no checkout.
    /// </returns>
    public static string Find() => Find(AppContext.BaseDirectory);

    /// <summary>The same for any folder.</summary>
    internal static string Find(string folder)
    {
        ProcessStartInfo start = new("git", ["-C", folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            if (git.WaitForExit(Timeout))
                return git.ExitCode == 0 ? git.StandardOutput.ReadToEnd().Trim() : "unknown";
            git.Kill();
        }
        catch (Win32Exception)
        {
            // There is no git on this machine.
        }
        return "unknown";
    }
}
