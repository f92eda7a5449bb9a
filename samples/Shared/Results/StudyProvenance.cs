using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace ForwardForward.Samples.Results;

/// <summary>Which code gave a result.</summary>
public static class StudyProvenance
{
    private static readonly TimeSpan GitTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The version of the library, without its commit.</summary>
    public static string LibraryVersion => InformationalVersion.Split('+')[0];

    private static string InformationalVersion =>
        typeof(FFNetwork).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The commit of the checkout that the program runs in, or else the one that the library was built from.</summary>
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
            if (git is null || !git.WaitForExit(GitTimeout) || git.ExitCode != 0)
                return null;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (Win32Exception)
        {
            return null; // There is no git on this machine.
        }
    }
}
