using System.Text.Json.Nodes;

namespace ForwardForward.Samples;

/// <summary>Something that can be measured with any seed. <see cref="NetworkTrial"/> makes one of a network.</summary>
/// <param name="Settings">
/// All that decides the outcome besides seed and device: what was measured with the same settings before is not measured again.
/// </param>
/// <param name="Measure">Measures once.</param>
public sealed record StudyTrial(JsonObject Settings, Func<TrialContext, StudyMeasurement> Measure)
{
    /// <summary>Prepares, of a seed, a small part of the trial's training to be timed; null where the trial trains nothing.</summary>
    /// <value>The default is null.</value>
    public Func<long, TimedTraining>? BeginTiming { get; init; }
}
