namespace ForwardForward.Samples.Cluster;

/// <summary>Tells failures of machines and connections, after which work goes on elsewhere, from failures of the work itself.</summary>
internal static class LostSilo
{
    public static bool IsCauseOf(Exception failure) => failure is OrleansException or TimeoutException;
}
