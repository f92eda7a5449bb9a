using static TorchSharp.torch;

namespace ForwardForward.Training;

/// <summary>One batch as the first layer takes it: positive rows first, then their negatives, labels embedded.</summary>
internal readonly record struct TrainingBatch(Tensor Input, Tensor Labels, long Positives);
