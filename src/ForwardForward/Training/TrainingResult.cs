namespace ForwardForward;

/// <summary>What a run gave.</summary>
/// <param name="History">Every epoch, in order.</param>
/// <param name="Seconds">The training time, without the validation.</param>
public sealed record TrainingResult(IReadOnlyList<EpochResult> History, double Seconds);
