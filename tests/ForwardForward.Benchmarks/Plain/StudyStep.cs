namespace ForwardForward.Benchmarks.Plain;

/// <summary>A full-batch step: the loss before it, and how long it took.</summary>
internal sealed record StudyStep(double Loss, double Seconds);
