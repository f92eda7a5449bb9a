using System.Diagnostics;

namespace ForwardForward.Tests.Samples;

/// <summary>Runs a sample as its user does: as a program of its own.</summary>
internal sealed record SampleProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    public static async Task<SampleProcess> RunAsync(string sample, params string[] arguments)
    {
        using Process process = Start(sample, arguments);
        using CancellationTokenSource timeout = new(Timeout);
        Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token), error = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return new SampleProcess(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string sample, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [FindProgram(sample), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1"; // Several threads crawl where other work keeps the cores busy.
        return Process.Start(start)!;
    }

    /// <summary>The sample's program, built with the same configuration, framework and platform as these tests.</summary>
    private static string FindProgram(string sample)
    {
        string root = RepositoryRoot.Find();
        string tests = Path.Combine(root, "tests", "ForwardForward.Tests");
        string program = Path.Combine(root, "samples", sample, Path.GetRelativePath(tests, AppContext.BaseDirectory), $"{sample}.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"The sample {sample} has not been built.", program);
    }
}
