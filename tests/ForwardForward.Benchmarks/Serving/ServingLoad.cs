namespace ForwardForward.Benchmarks.Serving;

/// <summary>How a server is loaded.</summary>
/// <param name="Length">How long.</param>
/// <param name="Clients">How many ask at a time.</param>
internal sealed record ServingLoad(TimeSpan Length, int Clients)
{
    /// <summary>Before anything counts: code is compiled, and caches fill.</summary>
    public static TimeSpan WarmUp => TimeSpan.FromSeconds(5);
}
