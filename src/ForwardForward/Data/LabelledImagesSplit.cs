namespace ForwardForward.Data;

/// <summary>What <see cref="LabelledImages.SplitStratified"/> returns. Both parts are the caller's to dispose.</summary>
/// <param name="Rest">What is left.</param>
/// <param name="Part">The part split off.</param>
public readonly record struct LabelledImagesSplit(LabelledImages Rest, LabelledImages Part);
