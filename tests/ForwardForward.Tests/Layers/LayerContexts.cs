using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers;

/// <summary>What a test hands to a layer that it creates by itself: two classes, Adam at a constant 0.01.</summary>
internal static class LayerContexts
{
    public static LayerContext Create(
        int inputs, IGoodness? goodness = null, IContrastiveLoss? loss = null, INormalisation? normalisation = null, long? above = null,
        long[]? shape = null, double epsilon = 1e-8) => new()
        {
            InputShape = shape ?? [inputs],
            ShapeAbove = above is { } units ? [units] : null,
            Classes = 2,
            CreateObjective = () => new ContrastiveObjective(goodness ?? new MeanSquareGoodness(), loss ?? new SwishLoss()),
            InputNormalisation = normalisation ?? new MeanSquareNormalisation(),
            Optimizer = new AdamOptions { LearningRate = 0.01, Decay = LearningRateDecay.Constant, Epsilon = epsilon },
            Device = CPU,
            InitialValues = new InitialValues(new Generator(11UL), CPU),
        };
}
