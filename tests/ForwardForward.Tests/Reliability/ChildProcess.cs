using System.Diagnostics;

namespace ForwardForward.Tests.Reliability;

/// <summary>The tests' own program in a process of its own.</summary>
internal static class ChildProcess
{
    /// <param name="temporary">Where the child's temporary files go, which it may leave behind when it dies.</param>
    /// <param name="arguments">As <c>Program.cs</c> has them.</param>
    public static Process Start(string temporary, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1"; // Several threads crawl where other work keeps the cores busy.
        start.Environment["TMPDIR"] = start.Environment["TEMP"] = start.Environment["TMP"] = temporary;
        return Process.Start(start)!;
    }
}
