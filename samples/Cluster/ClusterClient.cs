using System.CommandLine;
using ForwardForward.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ForwardForward.Samples.Cluster;

/// <summary>Connects to a cluster for one run, and tells what its user can mend in one line.</summary>
internal static class ClusterClient
{
    // A silo turns a client without its certificate away in silence.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Connects, works, and ends the connection.</summary>
    public static Task<int> RunAsync(
        MemberOptions member, ParseResult parsed, Func<IGrainFactory, Datasets, Task> work, CancellationToken cancellation) =>
        EndAsync(
            async () =>
            {
                TorchRuntime.EnsureLoaded();
                using Datasets datasets = member.ReadDatasets(parsed);
                HostApplicationBuilder builder = Host.CreateApplicationBuilder();
                builder.Logging.SetMinimumLevel(LogLevel.Error);
                builder.AddClient(member.ReadClient(parsed));
                using IHost host = builder.Build();
                await ConnectAsync(host, cancellation);
                await work(host.Services.GetRequiredService<IClusterClient>(), datasets);
                await host.StopAsync(CancellationToken.None);
            },
            cancellation);

    /// <summary>As <see cref="SampleCommand.EndAsync"/>, with what a cluster may have against a run.</summary>
    public static Task<int> EndAsync(Func<Task> work, CancellationToken cancellation) => SampleCommand.EndAsync(
        async () =>
        {
            try
            {
                await work();
            }
            catch (ClusterException cause)
            {
                throw new SampleException(cause.Message, cause);
            }
        },
        Console.Error,
        cancellation);

    private static async Task ConnectAsync(IHost host, CancellationToken cancellation)
    {
        try
        {
            await host.StartAsync(cancellation).WaitAsync(Patience, cancellation);
        }
        catch (Exception cause) when (cause is OrleansException or TimeoutException)
        {
            throw new SampleException(
                $"No silo answers: {cause.Message} Start one with the command silo, or say where it is (--gateways, --redis), and give "
                    + "the certificate that it has.", cause);
        }
    }
}
