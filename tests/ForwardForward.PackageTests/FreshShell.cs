using System.Diagnostics;

namespace ForwardForward.PackageTests;

/// <summary>Runs commands as a user would from a fresh shell: nothing of the test host's surroundings reaches them.</summary>
/// <param name="folder">The folder to run in.</param>
/// <param name="environment">Variables to set on top of the cleaned environment.</param>
internal sealed class FreshShell(string folder, params (string Name, string Value)[] environment)
{
    // 'dotnet test' tells its children which MSBuild, host and profiler to use; a loader path would hide what the packages lack.
    private static readonly string[] LeakedPrefixes = ["MSBUILD", "VSTEST", "TESTINGPLATFORM", "CORECLR_", "COREHOST", "FORWARDFORWARD"];
    private static readonly string[] LeakedNames =
        [
            "DOTNET_HOST_PATH", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE", "LD_LIBRARY_PATH", "LD_PRELOAD",
            "DYLD_LIBRARY_PATH",
        ];

    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs one command of <c>dotnet</c> to its end.</summary>
    /// <param name="timeout">After this the command and its children are ended, and the test fails with what it wrote so far.</param>
    /// <param name="arguments">The arguments after <c>dotnet</c>.</param>
    public Task<CommandResult> DotnetAsync(TimeSpan timeout, params string[] arguments) => RunAsync(timeout, Host, arguments);

    /// <summary>Runs a program to its end; one that needs the shared runtime finds that of <c>dotnet</c>.</summary>
    /// <param name="timeout">As for <see cref="DotnetAsync"/>.</param>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task<CommandResult> RunAsync(TimeSpan timeout, string program, params string[] arguments)
    {
        string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        using Process process = new() { StartInfo = Describe(program, arguments) };
        using CancellationTokenSource limit = new(timeout);
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException ended)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command}\ndid not end within {timeout.TotalSeconds:F0} s.\n{await output}\n{await error}", ended);
        }

        return new CommandResult(command, process.ExitCode, await output, await error);
    }

    private ProcessStartInfo Describe(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsLeaked))
            start.Environment.Remove(name);

        // A build server that outlives its command would hold the pipes open, and the folders that the tests delete.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        if (Path.GetDirectoryName(Host) is { Length: > 0 } root)
            start.Environment["DOTNET_ROOT"] = root;
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private static bool IsLeaked(string name) =>
        LeakedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || LeakedNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
