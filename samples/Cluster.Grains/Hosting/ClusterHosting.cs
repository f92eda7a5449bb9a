using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Connections.Security;
using StackExchange.Redis;

namespace ForwardForward.Samples.Cluster;

/// <summary>Makes silos and clients of a cluster.</summary>
public static class ClusterHosting
{
    // No call lasts as long as work, but for those that wait for a batch, which say so.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(15);

    /// <summary>Adds a silo to a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">The cluster.</param>
    /// <param name="datasets">The images of this machine.</param>
    /// <returns>The cluster, with the ports that the silo has.</returns>
    /// <exception cref="ClusterException">No port is free.</exception>
    public static ClusterSettings AddSilo(this IHostApplicationBuilder host, ClusterSettings options, Datasets datasets)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        host.Services.AddSingleton(datasets);
        int siloPort = options.SiloPort ?? FindFreePort(options.Address, ClusterSettings.FirstSiloPort);
        int gatewayPort = options.GatewayPort ?? FindFreePort(options.Address, ClusterSettings.FirstGatewayPort);
        host.UseOrleans(silo =>
        {
            if (options.Redis is null)
                silo.UseLocalhostClustering(
                    siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, options.PrimaryPort), options.ClusterName,
                    options.ClusterName);
            else
                silo.UseRedisClustering(redis => redis.ConfigurationOptions = ConfigurationOptions.Parse(options.Redis))
                    .Configure<EndpointOptions>(endpoint =>
                    {
                        (endpoint.AdvertisedIPAddress, endpoint.SiloPort, endpoint.GatewayPort) = (options.Address, siloPort, gatewayPort);
                        (endpoint.SiloListeningEndpoint, endpoint.GatewayListeningEndpoint) =
                            (new IPEndPoint(options.Address, siloPort), new IPEndPoint(options.Address, gatewayPort));
                    });
            silo.Configure<ClusterOptions>(cluster => Name(cluster, options));
            silo.Configure<SiloMessagingOptions>(Limit);
            silo.Configure<ClusterMembershipOptions>(FindLossesSoon);
            if (options.Certificate is { } certificate)
                silo.UseTls(certificate, tls => TrustOwnAlone(tls, options));
        });
        return options with { SiloPort = siloPort, GatewayPort = gatewayPort };
    }

    /// <summary>Adds a client to a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">The cluster.</param>
    /// <exception cref="ClusterException">On one machine, no silo listens.</exception>
    public static void AddClient(this IHostApplicationBuilder host, ClusterSettings options)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        host.UseOrleansClient(client =>
        {
            if (options.Redis is null)
                client.UseLocalhostClustering(FindGateways(options.Gateways), options.ClusterName, options.ClusterName);
            else
                client.UseRedisClustering(redis => redis.ConfigurationOptions = ConfigurationOptions.Parse(options.Redis));
            client.Configure<ClusterOptions>(cluster => Name(cluster, options));
            client.Configure<ClientMessagingOptions>(Limit);
            if (options.Certificate is { } certificate)
                client.UseTls(certificate, tls => TrustOwnAlone(tls, options));
        });
    }

    private static void Name(ClusterOptions cluster, ClusterSettings options) =>
        (cluster.ClusterId, cluster.ServiceId) = (options.ClusterName, options.ClusterName);

    private static void Limit(MessagingOptions messages)
    {
        messages.ResponseTimeout = LongestCall;
        messages.MaxMessageBodySize = (int)BatchMessage.MostBytes + (1 << 20); // And what stands around the bytes.
    }

    private static void FindLossesSoon(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 1; // Of two silos only one is left to vote.
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
    }

    /// <summary>Both ends show the certificate of the cluster: who has its private key is a member.</summary>
    private static void TrustOwnAlone(TlsOptions tls, ClusterSettings options)
    {
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (remote, _, _) => remote.RawData.AsSpan().SequenceEqual(options.Certificate!.RawData);
        tls.OnAuthenticateAsClient = (_, authentication) =>
            authentication.TargetHost = options.Certificate!.GetNameInfo(
                X509NameType.DnsName, forIssuer: false);
    }

    /// <summary>Those at which a silo listens.</summary>
    private static int[] FindGateways(IReadOnlyList<int> ports)
    {
        int[] listening = [.. ports.Where(IsListening)];
        return listening.Length > 0
            ? listening
            : throw new ClusterException(
                $"No silo listens at the ports {string.Join(", ", ports)}. Start one with the command silo, or say where it is "
                    + "(--gateways, --redis).");
    }

    private static bool IsListening(int port)
    {
        try
        {
            using TcpClient probe = new();
            probe.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FindFreePort(IPAddress address, int first)
    {
        for (int port = first; port < first + 100; port++)
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, port));
                return port;
            }
            catch (SocketException)
            {
                // Another silo has it.
            }
        }
        throw new ClusterException($"None of the ports {first} to {first + 99} of {address} is free.");
    }
}
