using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ForwardForward.Samples.Cluster;

namespace ForwardForward.Tests.Samples.Cluster;

public sealed class SecurityTests
{
    [Fact]
    public async Task Connect_SameCertificate_IsAMember()
    {
        using X509Certificate2 certificate = Create();
        await using TwoSilos cluster = await TwoSilos.StartAsync(settings: new ClusterSettings { Certificate = certificate });

        (await cluster.Grains.GetGrain<IManagementGrain>(0).GetHosts()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Connect_AnotherCertificate_IsTurnedAway()
    {
        using X509Certificate2 certificate = Create(), other = Create();
        await using TwoSilos cluster = await TwoSilos.StartAsync(settings: new ClusterSettings { Certificate = certificate });

        Func<Task> stranger = () => cluster.ConnectAsync(settings => settings with { Certificate = other });

        await stranger.Should().ThrowAsync<Exception>();
    }

    [Fact]
    public async Task Connect_NoCertificate_IsTurnedAway()
    {
        using X509Certificate2 certificate = Create();
        await using TwoSilos cluster = await TwoSilos.StartAsync(settings: new ClusterSettings { Certificate = certificate });

        Func<Task> stranger = () => cluster.ConnectAsync(settings => settings with { Certificate = null });

        await stranger.Should().ThrowAsync<Exception>();
    }

    private static X509Certificate2 Create()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=forwardforward", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
