namespace ForwardForward;

/// <summary>How much there is of a run, which what a checkpoint holds must fit.</summary>
/// <param name="Epochs">How many epochs it has in all.</param>
/// <param name="Parts">How many parts learn: an epoch has a loss for each.</param>
/// <param name="Classes">How many classes the images have.</param>
internal sealed record RunExtent(int Epochs, int Parts, int Classes);
