using System.CommandLine;
using System.Net;
using ForwardForward.Runtime;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ForwardForward.Samples.Cluster;

/// <summary>Runs a silo until Ctrl+C.</summary>
internal static class SiloCommand
{
    public static Command Create(MemberOptions member)
    {
        Command command = new("silo", "Runs a silo, which holds layers or runs cells for clients, until Ctrl+C.");
        foreach (Option option in member.OfSilos)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => ClusterClient.EndAsync(() => RunAsync(member, parsed, cancellation), cancellation));
        return command;
    }

    private static async Task RunAsync(MemberOptions member, ParseResult parsed, CancellationToken cancellation)
    {
        TorchRuntime.EnsureLoaded();
        ClusterSettings settings = member.ReadSilo(parsed);
        using Datasets datasets = member.ReadDatasets(parsed);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        settings = builder.AddSilo(settings, datasets);
        using IHost host = builder.Build();
        await host.StartAsync(cancellation);
        if (!IPAddress.IsLoopback(settings.Address) && settings.Certificate is null)
            Console.WriteLine(
                $"warning: whoever reaches {settings.Address} may use this silo, and listen. Use --certificate where others are near.");
        Console.WriteLine(FormattableString.Invariant(
            $"silo at {settings.Address}:{settings.SiloPort}, for clients at {settings.Address}:{settings.GatewayPort}. Ctrl+C ends it."));
        await host.WaitForShutdownAsync(cancellation);
    }
}
