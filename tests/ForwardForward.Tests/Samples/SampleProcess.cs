using System.Diagnostics;

namespace ForwardForward.Tests.Samples;

/// <summary>Runs a sample, or another program of this repository, as its user does: as a process of its own.</summary>
internal sealed record SampleProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    public static Task<SampleProcess> RunAsync(string sample, params string[] arguments) =>
        RunProjectAsync(Path.Combine("samples", sample), arguments);

    /// <summary>Runs a sample in a folder.</summary>
    public static Task<SampleProcess> RunInAsync(string folder, string sample) =>
        RunAsync(Start(Path.Combine("samples", sample), [], folder));

    /// <summary>Runs the program of a project, which stands in a folder of its own name, given from the root.</summary>
    public static Task<SampleProcess> RunProjectAsync(string project, params string[] arguments) => RunAsync(Start(project, arguments));

    private static async Task<SampleProcess> RunAsync(Process started)
    {
        using Process process = started;
        using CancellationTokenSource timeout = new(Timeout);
        Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token),
            error = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return new SampleProcess(process.ExitCode, await output, WithoutNotices(await error));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // Libtorch says which processors its NNPACK does not know (docs/troubleshooting.md).
    private static string WithoutNotices(string error) =>
        string.Join('\n', error.Split('\n').Where(line => !line.Contains("Could not initialize NNPACK", StringComparison.Ordinal)));

    /// <summary>Starts the program of a project, given as above, in a folder.</summary>
    public static Process Start(string project, string[] arguments, string folder = "")
    {
        ProcessStartInfo start = new("dotnet", [FindProgram(project), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1"; // Several threads crawl where other work keeps the cores busy.
        return Process.Start(start)!;
    }

    /// <summary>The project's program, built with the same configuration, framework and platform as these tests.</summary>
    private static string FindProgram(string project)
    {
        string root = RepositoryRoot.Find();
        string tests = Path.Combine(root, "tests", "ForwardForward.Tests");
        string program = Path.Combine(
            root, project, Path.GetRelativePath(tests, AppContext.BaseDirectory), $"{Path.GetFileName(project)}.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"{project} has not been built.", program);
    }
}
