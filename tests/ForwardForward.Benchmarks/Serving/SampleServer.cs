using System.Diagnostics;

namespace ForwardForward.Benchmarks.Serving;

/// <summary>The sample Serve as a process of its own, and a connection to it.</summary>
internal sealed class SampleServer : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleServer(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
    }

    public HttpClient Http { get; } = new();

    public int Id => _process.Id;

    /// <summary>Starts it on a free port, and waits until it is ready.</summary>
    public static async Task<SampleServer> StartAsync(string[] arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("dotnet", [FindProgram(), "--urls", "http://127.0.0.1:0", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        SampleServer server = new(Process.Start(start)!);
        server.Http.BaseAddress = await server._address.Task.WaitAsync(cancellation);
        while (!(await server.Http.GetAsync("healthz/ready", cancellation)).IsSuccessStatusCode)
            await Task.Delay(Step, cancellation);
        return server;
    }

    /// <summary>Asks it to stop, as a container's host does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellation)
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and int at)
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        else if (line is null) // It has ended.
            _address.TrySetException(new InvalidOperationException("The sample Serve ended before it listened."));
    }

    /// <summary>The sample's program, built with the same configuration, framework and platform as this one.</summary>
    private static string FindProgram()
    {
        string name = typeof(SampleServer).Assembly.GetName().Name!;
        DirectoryInfo project = new(AppContext.BaseDirectory);
        while (!string.Equals(project.Name, name, StringComparison.Ordinal))
            project = project.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not within the repository.");
        return Path.GetFullPath(
            Path.Combine("../../samples/Serve", Path.GetRelativePath(project.FullName, AppContext.BaseDirectory), "Serve.dll"),
            project.FullName);
    }
}
