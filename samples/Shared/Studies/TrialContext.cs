namespace ForwardForward.Samples;

/// <summary>What a trial is given to measure once.</summary>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Progress">Told how far training has come.</param>
/// <param name="Cancellation">Cancelled by Ctrl+C; what was measured until then is lost for this trial, and kept for those before.</param>
public sealed record TrialContext(long Seed, IProgress<TrainingProgress> Progress, CancellationToken Cancellation)
{
    /// <summary>How networks are measured: until Ctrl+C.</summary>
    public EvaluationOptions Evaluation => new() { Cancellation = Cancellation };

    /// <summary>Training options with this progress and cancellation.</summary>
    /// <param name="training">The options.</param>
    /// <returns>The options to train with.</returns>
    public TrainingOptions Follow(TrainingOptions training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return training with { Progress = Progress, Cancellation = Cancellation };
    }
}
