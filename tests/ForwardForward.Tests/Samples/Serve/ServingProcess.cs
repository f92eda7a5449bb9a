using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ForwardForward.Tests.Samples.Serve;

/// <summary>The sample Serve as a process of its own, and a client of it.</summary>
internal sealed class ServingProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServingProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Client { get; } = new() { Timeout = Timeout };

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a server on a free port of this machine, and waits until it is ready.</summary>
    public static async Task<ServingProcess> StartAsync(params string[] arguments)
    {
        ServingProcess server = Launch(["--urls", "http://127.0.0.1:0", .. arguments]);
        server.Client.BaseAddress = await server._address.Task.WaitAsync(Timeout);
        using CancellationTokenSource limit = new(Timeout);
        while ((await server.Client.GetAsync("healthz/ready", limit.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        return server;
    }

    /// <summary>Starts a server, which need not come so far as to listen.</summary>
    public static ServingProcess Launch(params string[] arguments) => new(SampleProcess.Start(Path.Combine("samples", "Serve"), arguments));

    /// <summary>Asks it to stop, as a container's host does, and waits until it has begun to.</summary>
    public async Task StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _stopping.Task.WaitAsync(Timeout);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync()
    {
        using CancellationTokenSource limit = new(Timeout);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends bytes as they are, and reads until the server closes the connection.</summary>
    public async Task<string> SendAndReadAsync(string request)
    {
        using TcpClient connection = new();
        await connection.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        await using NetworkStream stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(stream, Encoding.ASCII);
        using CancellationTokenSource limit = new(Timeout);
        return await reader.ReadToEndAsync(limit.Token);
    }

    /// <summary>Asks until its metrics have a line.</summary>
    public async Task WaitForMetricAsync(string line)
    {
        using CancellationTokenSource limit = new(Timeout);
        while (!(await Client.GetStringAsync("metrics", limit.Token)).Split('\n').Contains(line, StringComparer.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
    }

    /// <summary>Waits until it has written a text.</summary>
    public async Task WaitForOutputAsync(string text)
    {
        using CancellationTokenSource limit = new(Timeout);
        while (!Output.Contains(text, StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
        if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and int at)
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        if (line?.Contains("Application is shutting down", StringComparison.Ordinal) == true)
            _stopping.TrySetResult();
    }
}
