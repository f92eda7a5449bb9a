namespace ForwardForward.Experiments;

/// <summary>How much of a layer no image moves; <see cref="FFNetworkDeadUnits.CountDeadUnits"/> counts it.</summary>
/// <param name="Gated">The fraction of units whose activation, as the next layer sees it, stays below the threshold; from 0 to 1.</param>
/// <param name="Ungated">The same before any gate scales them: a small gate alone makes no unit dead.</param>
/// <param name="Relative">
/// The same before any gate, with the threshold in units of the layer's typical activation, its root mean square over all units and images: small
/// weights or small inputs alone make no unit dead either. 1 for a layer that is silent altogether.
/// </param>
public sealed record DeadUnits(double Gated, double Ungated, double Relative);
