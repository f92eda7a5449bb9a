using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ForwardForward.Samples.Cluster;

/// <summary>How silos and clients find each other, and how they talk.</summary>
public sealed record ClusterSettings
{
    /// <summary>The port by which silos talk to each other on one machine, where it is free.</summary>
    public const int FirstSiloPort = 11111;

    /// <summary>The port by which clients talk to a silo on one machine, where it is free.</summary>
    public const int FirstGatewayPort = 30000;

    /// <summary>The silo's port; null for the first that is free.</summary>
    public int? SiloPort { get; init; }

    /// <summary>The silo's port for clients; null for the first that is free.</summary>
    public int? GatewayPort { get; init; }

    /// <summary>On one machine, the port of the silo that keeps the list of silos.</summary>
    public int PrimaryPort { get; init; } = FirstSiloPort;

    /// <summary>On one machine, the ports by which a client tries to reach the cluster.</summary>
    public IReadOnlyList<int> Gateways { get; init; } = [.. Enumerable.Range(FirstGatewayPort, 8)];

    /// <summary>The address of this machine for the others.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The Redis server that keeps the list of silos, such as "10.0.0.1:6379"; null for one machine without a server.</summary>
    public string? Redis { get; init; }

    /// <summary>What the cluster is called in Redis.</summary>
    public string ClusterName { get; init; } = "forwardforward";

    /// <summary>The certificate with its private key that all members have; null for connections in the clear.</summary>
    public X509Certificate2? Certificate { get; init; }
}
