namespace ForwardForward.Evaluation;

/// <summary>How much of a layer no image moves.</summary>
/// <param name="Gated">The fraction of units that are dead as the next layer sees them; from 0 to 1.</param>
/// <param name="Ungated">The fraction that is dead before any gate scales them: a small gate alone makes no unit dead.</param>
public sealed record DeadUnits(double Gated, double Ungated);
