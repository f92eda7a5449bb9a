using System.Net;
using System.Net.Sockets;

namespace ForwardForward.Tests.Data.Sources;

/// <summary>A real HTTP server on this machine whose answer to each path the test decides.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerContext, Task> _answer;
    private readonly List<string> _requests = [];
    private readonly Task _loop;

    public LoopbackServer(Func<HttpListenerContext, Task> answer)
    {
        _answer = answer;
        Address = new Uri($"http://localhost:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>The paths asked for, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public static async Task SendAsync(HttpListenerContext context, byte[] content)
    {
        context.Response.ContentLength64 = content.Length;
        await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }

    /// <summary>Sends the file in ten pieces, with a wait before each.</summary>
    public static async Task DribbleAsync(HttpListenerContext context, byte[] content)
    {
        context.Response.ContentLength64 = content.Length;
        foreach (byte[] piece in content.Chunk((content.Length / 10) + 1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10));
            await context.Response.OutputStream.WriteAsync(piece);
            await context.Response.OutputStream.FlushAsync();
        }
        context.Response.Close();
    }

    public static Task RefuseAsync(HttpListenerContext context, HttpStatusCode status)
    {
        context.Response.StatusCode = (int)status;
        context.Response.Close();
        return Task.CompletedTask;
    }

    /// <summary>Promises the whole file, sends half of it and hangs up.</summary>
    public static async Task CutAsync(HttpListenerContext context, byte[] content)
    {
        context.Response.ContentLength64 = content.Length;
        await context.Response.OutputStream.WriteAsync(content.AsMemory(0, content.Length / 2));
        await context.Response.OutputStream.FlushAsync();
        context.Response.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception cause) when (cause is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            lock (_requests)
                _requests.Add(context.Request.Url!.AbsolutePath);
            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await _answer(context);
        }
        catch (Exception cause) when (cause is HttpListenerException or IOException or ObjectDisposedException)
        {
            context.Response.Abort(); // The client went away, as in the tests of cancellation.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
