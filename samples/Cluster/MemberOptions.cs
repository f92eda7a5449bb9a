using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ForwardForward.Samples.Cluster;

/// <summary>The options by which silos and clients find each other.</summary>
internal sealed class MemberOptions
{
    private const string PasswordVariable = "FORWARDFORWARD_CERTIFICATE_PASSWORD";

    private readonly Option<string?> _redis = new("--redis")
    {
        Description = "The Redis server of a cluster of several machines, such as 10.0.0.1:6379 [default: one machine, without a server]",
    };

    private readonly Option<string> _name =
        new("--cluster") { Description = "What the cluster is called", DefaultValueFactory = _ => new ClusterSettings().ClusterName };

    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = $"A PKCS #12 file that all members have: encrypts connections, and lets nobody else in. {PasswordVariable} has its "
            + "password",
    };

    private readonly Option<string?> _data =
        new("--data") { Description = "Folder with the datasets' folders [default: FORWARDFORWARD_DATA, then the user's cache]" };

    private readonly Option<int> _primary = new("--primary")
    {
        Description = "On one machine, the port of the silo that keeps the list of silos",
        DefaultValueFactory = _ => ClusterSettings.FirstSiloPort,
    };

    private readonly Option<int?> _port = new("--port")
    {
        Description = $"The silo's port for other silos [default: the first free one from {ClusterSettings.FirstSiloPort}]",
    };

    private readonly Option<int?> _gateway = new("--gateway")
    {
        Description = $"The silo's port for clients [default: the first free one from {ClusterSettings.FirstGatewayPort}]",
    };

    private readonly Option<string> _address = new("--address")
    {
        Description = "The address of this machine at which the others reach it",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<int[]> _gateways = new("--gateways")
    {
        Description = "On one machine, the ports at which silos listen to clients",
        DefaultValueFactory = _ => [.. new ClusterSettings().Gateways],
        AllowMultipleArgumentsPerToken = true,
    };

    public IReadOnlyList<Option> OfSilos => [_port, _gateway, _primary, _address, .. OfAll];

    public IReadOnlyList<Option> OfClients => [_gateways, .. OfAll];

    private IReadOnlyList<Option> OfAll => [_redis, _name, _certificate, _data];

    public Datasets ReadDatasets(ParseResult parsed) => new(name => DatasetName.Open(name, parsed.GetValue(_data)));

    public ClusterSettings ReadSilo(ParseResult parsed)
    {
        string address = parsed.GetValue(_address)!;
        if (parsed.GetResult(_address) is { Implicit: false } && parsed.GetValue(_redis) is null)
            throw new SampleException("--address is for a cluster of several machines. Give --redis too.");
        return ReadClient(parsed) with
        {
            SiloPort = parsed.GetValue(_port),
            GatewayPort = parsed.GetValue(_gateway),
            PrimaryPort = parsed.GetValue(_primary),
            Address = IPAddress.TryParse(address, out IPAddress? known)
                ? known
                : throw new SampleException($"--address '{address}' is no IP address, such as 10.0.0.2."),
        };
    }

    public ClusterSettings ReadClient(ParseResult parsed) => new()
    {
        Gateways = parsed.GetValue(_gateways) is { Length: > 0 } gateways ? gateways : new ClusterSettings().Gateways,
        Redis = parsed.GetValue(_redis),
        ClusterName = parsed.GetValue(_name)!,
        Certificate = parsed.GetValue(_certificate) is { } path ? ReadCertificate(path) : null,
    };

    private static X509Certificate2 ReadCertificate(string path)
    {
        try
        {
            X509Certificate2 certificate =
                X509CertificateLoader.LoadPkcs12FromFile(path, Environment.GetEnvironmentVariable(PasswordVariable));
            return certificate.HasPrivateKey
                ? certificate
                : throw new SampleException($"{path} has no private key. Export the certificate with its key, as docs/scaling.md shows.");
        }
        catch (CryptographicException cause)
        {
            throw new SampleException($"{path} cannot be read with the password in {PasswordVariable}: {cause.Message}", cause);
        }
    }
}
