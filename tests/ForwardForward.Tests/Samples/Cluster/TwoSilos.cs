using System.Net;
using System.Net.Sockets;
using ForwardForward.Data;
using ForwardForward.Samples.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ForwardForward.Tests.Samples.Cluster;

/// <summary>Two silos and a client in this process, on free ports of the loopback address.</summary>
internal sealed class TwoSilos : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceWithStrangers = TimeSpan.FromSeconds(5);

    private readonly List<IHost> _hosts = [];
    private readonly List<Datasets> _datasets = [];
    private ClusterSettings _settings = new();

    public IGrainFactory Grains => _hosts[^1].Services.GetRequiredService<IClusterClient>();

    /// <summary>The client's images.</summary>
    public Datasets Datasets => _datasets[^1];

    /// <summary>Starts a cluster whose members have the same images, unless the silos have others than the client.</summary>
    /// <param name="silosOpen">How the silos open images; null as the client.</param>
    /// <param name="settings">How they talk; null in the clear.</param>
    public static async Task<TwoSilos> StartAsync(Func<string, ImageDataset>? silosOpen = null, ClusterSettings? settings = null)
    {
        TwoSilos cluster = new();
        int[] ports = FindPorts();
        settings = (settings ?? new ClusterSettings()) with
        {
            PrimaryPort = ports[0],
            Gateways = [ports[2], ports[3]],
            ClusterName = Guid.NewGuid().ToString("N"),
        };
        for (int index = 0; index < 2; index++)
        {
            ClusterSettings own = settings with { SiloPort = ports[index], GatewayPort = ports[2 + index] };
            Datasets datasets = cluster.Add(silosOpen ?? Open);
            await cluster.AddHostAsync(host => host.AddSilo(own, datasets));
        }
        cluster.Add(Open);
        cluster._settings = settings;
        await cluster.AddHostAsync(host => host.AddClient(settings));
        return cluster;
    }

    /// <summary>Other images than <see cref="Open"/> gives.</summary>
    public static ImageDataset OpenOthers(string name) =>
        new(name, SyntheticImages.Create(40, seed: 7), SyntheticImages.Create(12, seed: 2));

    /// <summary>Small images; every name gives the same.</summary>
    public static ImageDataset Open(string name) => new(name, SyntheticImages.Create(40), SyntheticImages.Create(12, seed: 2));

    /// <summary>Ends a silo as if its process were killed: it ends no work.</summary>
    /// <param name="silo">0 for the first, which without Redis keeps the list of silos, or 1 for the second.</param>
    public Task KillAsync(int silo) => KillAsync(_hosts[silo]);

    /// <summary>Connects another client, with other settings.</summary>
    public Task ConnectAsync(Func<ClusterSettings, ClusterSettings> change) =>
        AddHostAsync(host => host.AddClient(change(_settings)), PatienceWithStrangers);

    private static async Task KillAsync(IHost host)
    {
        try
        {
            await host.StopAsync(new CancellationToken(canceled: true));
        }
        catch (Exception cut) when (cut is OperationCanceledException or AggregateException)
        {
            // So it was asked.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHost host in _hosts.AsEnumerable().Reverse())
        {
            using (host)
                await KillAsync(host);
        }
        _datasets.ForEach(datasets => datasets.Dispose());
    }

    private Datasets Add(Func<string, ImageDataset> open)
    {
        _datasets.Add(new Datasets(open));
        return _datasets[^1];
    }

    private async Task AddHostAsync(Action<HostApplicationBuilder> configure, TimeSpan? patience = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.ClearProviders();
        configure(builder);
        IHost host = builder.Build();
        _hosts.Add(host);
        using CancellationTokenSource timeout = new(patience ?? Patience);
        await host.StartAsync(timeout.Token);
    }

    // All are held at once, so that they differ.
    private static int[] FindPorts()
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, 4).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            Array.ForEach(listeners, listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            Array.ForEach(listeners, listener => listener.Dispose());
        }
    }
}
