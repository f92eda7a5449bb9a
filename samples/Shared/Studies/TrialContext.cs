namespace ForwardForward.Samples.Studies;

/// <summary>What a trial is given to measure once.</summary>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Progress">Told how far training has come.</param>
/// <param name="Cancellation">Cancelled by Ctrl+C; what was measured until then is lost for this trial, and kept for those before.</param>
public sealed record TrialContext(long Seed, IProgress<TrainingProgress> Progress, CancellationToken Cancellation);
