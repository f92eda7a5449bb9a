namespace ForwardForward;

/// <summary>What one epoch gave.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Losses">Each layer's loss, the mean over the epoch's batches; null for a layer that did not learn.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation images after the epoch, from 0 to 1; null where there are none.</param>
/// <param name="Seconds">The epoch's training time, without the validation.</param>
public sealed record EpochResult(int Epoch, IReadOnlyList<double?> Losses, double? ValidationAccuracy, double Seconds);
