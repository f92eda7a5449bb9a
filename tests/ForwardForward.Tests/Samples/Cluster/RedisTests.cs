using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Samples.Cluster;
using ForwardForward.Tests.Training.Pipelines;

namespace ForwardForward.Tests.Samples.Cluster;

public sealed class RedisTests
{
    [RedisFact]
    public async Task Run_FirstSiloKilled_GoesOnWithTheSecond()
    {
        using TemporaryFolder folder = new();
        using Process server = StartServer(folder.Path, out string address);
        try
        {
            await using TwoSilos cluster = await TwoSilos.StartAsync(settings: new ClusterSettings { Redis = address });
            TrainingOptions training = new() { Epochs = 3, BatchSize = 16 };
            FFNetworkDefinition definition = PipelineNetworks.Define("projection");
            Task? killed = null;

            using FFNetwork network = await new Pipeline(cluster.Grains, cluster.Datasets).RunAsync(new PipelineOptions
            {
                Configuration = new SweepConfiguration("redis", definition, training, "small"),
                Seed = 5,
                Folder = folder.Combine("run"),
                Progress = new Told<PipelineProgress>(progress =>
                {
                    if (progress.Epoch == 2)
                        (killed ??= cluster.KillAsync(0)).Wait();
                }),
            });

            killed.Should().NotBeNull();
            using ImageDataset images = TwoSilos.Open("small");
            PipelineNetworks.Bytes(network).Should().Equal(PipelineNetworks.Fit(definition, images.Train, training));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static Process StartServer(string folder, out string address)
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        string port = ((IPEndPoint)free.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        free.Stop();
        address = $"127.0.0.1:{port}";
        Process server = Process.Start(new ProcessStartInfo(
            RedisFactAttribute.Find()!, ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        while (server.StandardOutput.ReadLine() is { } line && !line.Contains("Ready to accept connections", StringComparison.Ordinal))
        {
        }
        return server;
    }
}
