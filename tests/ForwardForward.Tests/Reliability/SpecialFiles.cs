using System.Diagnostics;

namespace ForwardForward.Tests.Reliability;

/// <summary>Files that have no content of their own.</summary>
internal static class SpecialFiles
{
    /// <summary>Creates a named pipe, which nobody writes to: who opens it waits for ever.</summary>
    public static void CreatePipe(string path)
    {
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }
}
