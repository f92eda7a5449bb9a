using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>A result and what it cost.</summary>
/// <param name="Row">The result, a fraction.</param>
/// <param name="Seconds">The training time of one seed, positive.</param>
public sealed record CostPoint(StudyRow Row, double Seconds);
