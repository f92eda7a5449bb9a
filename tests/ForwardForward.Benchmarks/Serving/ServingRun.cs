using System.Diagnostics;
using System.Globalization;
using ForwardForward.Benchmarks.Memory;

namespace ForwardForward.Benchmarks.Serving;

/// <summary>One engine under load.</summary>
internal static class ServingRun
{
    public static async Task<ServingRow> ExecuteAsync(
        string engine, string network, ServedImage[] images, ServingLoad load, CancellationToken cancellation)
    {
        await using SampleServer server = await SampleServer.StartAsync([network, "--engine", engine], cancellation);
        await Task.WhenAll(Clients(server, images, load).Select(client => client.AskAsync(ServingLoad.WarmUp, cancellation)));

        ServingClient[] clients = Clients(server, images, load);
        long start = Stopwatch.GetTimestamp();
        double memoryAtStart = ResidentMemory.OfMiB(server.Id);
        Task asking = Task.WhenAll(clients.Select(client => client.AskAsync(load.Length, cancellation)));
        await Task.Delay(load.Length / 2, cancellation);
        double memoryHalfway = ResidentMemory.OfMiB(server.Id);
        await asking;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double memoryAtEnd = ResidentMemory.OfMiB(server.Id);
        string metrics = await server.Http.GetStringAsync("metrics", cancellation);

        double[] times = [.. clients.SelectMany(client => client.Milliseconds).Order()];
        int lost = clients.Sum(client => client.Lost);
        return new ServingRow(
            engine,
            times.Length + lost,
            lost,
            clients.Sum(client => client.OtherLabels),
            Math.Round(times.Length / seconds, 1),
            Math.Round(times[times.Length / 2], 2),
            Math.Round(times[times.Length * 99 / 100], 2),
            Math.Round(times[^1], 2),
            Math.Round(Metric(metrics, "serve_batch_rows_sum") / Metric(metrics, "serve_batch_rows_count"), 2),
            Math.Round(memoryAtStart, 1),
            Math.Round(memoryHalfway, 1),
            Math.Round(memoryAtEnd, 1),
            await server.StopAsync(cancellation));
    }

    private static ServingClient[] Clients(SampleServer server, ServedImage[] images, ServingLoad load) =>
        [.. Enumerable.Range(0, load.Clients)
            .Select(client => new ServingClient(server.Http, images, client * images.Length / load.Clients))];

    private static double Metric(string metrics, string name)
    {
        string line = metrics.Split('\n').First(line => line.StartsWith($"{name} ", StringComparison.Ordinal));
        return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }
}
