namespace ForwardForward.Experiments;

/// <summary>What a comparison is about to do.</summary>
/// <param name="Seed">The seed at hand.</param>
/// <param name="Recipe">The recipe at hand; null for the raw pixels.</param>
/// <param name="Origin">Whose features are made and probed, or which network is trained.</param>
/// <param name="Done">How many of these are done.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record TransferProgress(long Seed, string? Recipe, FeatureOrigin Origin, int Done, int Total);
