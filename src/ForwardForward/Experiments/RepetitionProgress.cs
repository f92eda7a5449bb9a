namespace ForwardForward.Experiments;

/// <summary>How far a repetition has come.</summary>
/// <param name="Done">How many seeds are done.</param>
/// <param name="Count">The number of seeds in all.</param>
public sealed record RepetitionProgress(int Done, int Count);
