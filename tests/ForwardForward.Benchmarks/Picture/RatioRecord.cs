using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Picture;

/// <summary>What a picture needs of a report.</summary>
/// <param name="Results">The ratios.</param>
/// <param name="Loaded">Whether another process computed meanwhile.</param>
internal sealed record RatioRecord(IReadOnlyList<PairResult> Results, bool Loaded = false);
