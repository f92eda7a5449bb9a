using static TorchSharp.torch;

namespace ForwardForward.Layers;

/// <summary>What a layer is handed, besides its input, to learn from one batch. A layer never reaches into the network.</summary>
public sealed class LearningContext
{
    /// <summary>The label shown with each row of the input, <c>[rows]</c>, int64.</summary>
    public required Tensor Labels { get; init; }

    /// <summary>How many rows, from the first on, are positive; the rest are their negatives, in the same order.</summary>
    public required long Positives { get; init; }

    /// <summary>How much of this layer's training is done, from 0 to 1: the learning rate's decay follows it.</summary>
    public required double Progress { get; init; }
}
