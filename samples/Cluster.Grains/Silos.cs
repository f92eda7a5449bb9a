using Orleans.Runtime.Placement;

namespace ForwardForward.Samples.Cluster;

/// <summary>The silos of a cluster, and how to name one for a grain that is not active yet.</summary>
/// <param name="grains">The cluster.</param>
internal sealed class Silos(IGrainFactory grains)
{
    /// <summary>The silos that are active, in a fixed order.</summary>
    public async Task<IReadOnlyList<SiloAddress>> FindAsync()
    {
        Dictionary<SiloAddress, SiloStatus> hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        return [.. hosts.Keys.OrderBy(silo => silo.ToParsableString(), StringComparer.Ordinal)];
    }

    /// <summary>Does the first call to a grain, which places it on a silo.</summary>
    public static async Task PlaceAsync(SiloAddress silo, Func<Task> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            await call();
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
