namespace ForwardForward.Benchmarks.Measuring;

/// <summary>Something cannot be measured here. The message says why and what would help.</summary>
internal sealed class CannotMeasureException(string message) : Exception(message);
