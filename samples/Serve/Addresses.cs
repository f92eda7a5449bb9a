using System.Net;

namespace ForwardForward.Samples.Serve;

/// <summary>Where the server listens: on this machine alone, unless it is told otherwise.</summary>
internal static class Addresses
{
    public const string Usual = "http://127.0.0.1:5080";

    /// <summary>Listens on the given addresses, else on those of <c>ASPNETCORE_URLS</c>, else on this machine alone.</summary>
    public static void Use(WebApplicationBuilder builder, string? urls) =>
        builder.WebHost.UseUrls(urls ?? builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? Usual);

    /// <summary>Logs a warning if other machines can send requests, because the sample has no users and no encryption.</summary>
    public static void WarnWhereOthersReach(WebApplication app)
    {
        string[] open = [.. app.Urls.Where(url => !IsThisMachine(BindingAddress.Parse(url).Host))];
        if (open.Length > 0)
            app.Logger.WarnOfOthers(string.Join(", ", open));
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
