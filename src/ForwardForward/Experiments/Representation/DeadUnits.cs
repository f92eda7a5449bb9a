namespace ForwardForward.Experiments;

/// <summary>How much of a layer no image moves; <see cref="FFNetworkRepresentation.CountDeadUnits"/> counts it.</summary>
public sealed class DeadUnits
{
    internal DeadUnits(double gated, double ungated, double relative)
    {
        Gated = gated;
        Ungated = ungated;
        Relative = relative;
    }

    /// <summary>The fraction of units whose activation, as the next layer sees it, stays below the threshold; from 0 to 1.</summary>
    public double Gated { get; }

    /// <summary>The same before any gate scales them: a small gate alone makes no unit dead.</summary>
    public double Ungated { get; }

    /// <summary>
    /// The same before any gate, with the threshold in units of the layer's typical activation, its root mean square over all units and
    /// images: small weights or small inputs alone make no unit dead either. 1 for a layer that is silent altogether.
    /// </summary>
    public double Relative { get; }
}
