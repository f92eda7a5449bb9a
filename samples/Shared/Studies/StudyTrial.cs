using System.Text.Json.Nodes;

namespace ForwardForward.Samples;

/// <summary>Something that can be measured with any seed. <see cref="NetworkTrial"/> makes one of a network.</summary>
/// <param name="Settings">
/// All that decides the outcome besides seed and device: what was measured with the same settings before is not measured again.
/// </param>
/// <param name="Measure">Measures once.</param>
public sealed record StudyTrial(JsonObject Settings, Func<TrialContext, StudyMeasurement> Measure)
{
    /// <summary>With how many seeds it is measured at most, where the command line asks for more.</summary>
    /// <value>The default is as many as are asked for.</value>
    public int MostSeeds { get; init; } = int.MaxValue;

    /// <summary>Prepares, of a seed, a small part of the trial's training to be timed; null where the trial trains nothing.</summary>
    /// <value>The default is null.</value>
    public Func<long, TimedTraining>? BeginTiming { get; init; }
}
