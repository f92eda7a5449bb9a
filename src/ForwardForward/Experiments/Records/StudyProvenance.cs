using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace ForwardForward.Experiments;

/// <summary>Which code gave a result.</summary>
public static class StudyProvenance
{
    private static readonly TimeSpan GitTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The version of the library, without its commit.</summary>
    public static string LibraryVersion => InformationalVersion.Split('+')[0];

    private static string InformationalVersion =>
        typeof(FFNetwork).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The commit of the checkout that the program's folder belongs to, or else the one that the library was built from.</summary>
    /// <remarks>Starts <c>git</c> where it is installed, and waits for it for 5 seconds at most.</remarks>
    /// <returns>The commit; with <c>-dirty</c> where tracked files have been changed since; <c>unknown</c> where nothing tells it.</returns>
    public static string FindCommit()
    {
        if (AskGit(AppContext.BaseDirectory) is { } commit)
            return commit;
        string[] parts = InformationalVersion.Split('+');
        return parts.Length > 1 ? parts[1] : "unknown";
    }

    private static string? AskGit(string folder)
    {
        ProcessStartInfo start = new("git", ["-C", folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start);
            if (git is null)
                return null;
            if (!git.WaitForExit(GitTimeout))
            {
                git.Kill();
                return null;
            }
            return git.ExitCode == 0 ? git.StandardOutput.ReadToEnd().Trim() : null;
        }
        catch (Win32Exception)
        {
            return null; // There is no git on this machine.
        }
    }
}
