using ForwardForward.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Dense;

public sealed class PeerNormalisationTests
{
    [Fact]
    public void Learn_ConstantGoodness_PushesQuietUnitsUpAndLoudOnesDown()
    {
        // A constant goodness leaves only the push: relu(x + 1) of unit 0 is 1, of unit 1 is 3, of unit 2, which is off, 0.
        using LocalLayer layer = new DenseLayerDefinition(3) { PeerNormalisation = 0.6 }.Create(
            LayerContexts.Create(inputs: 1, new ConstantGoodness(), new SwishLoss(), new NoNormalisation()));
        layer.Parameters[0].Value.zero_();
        layer.Parameters[1].Value.copy_(Vector(1, 3, -1));

        layer.Learn(Matrix(new float[,] { { 1 }, { 1 } }), new LearningContext { Labels = zeros([2], int64), Positives = 1, Progress = 0 });

        // μ = 0.1 · (1, 3, 0), mean 0.13333: below for units 0 and 2, above for unit 1. Adam's first step is 0.01
        // along the gradient's sign.
        layer.Buffers.Should().ContainSingle().Which.Value.ShouldBeClose(Vector(0.1f, 0.3f, 0));
        layer.Parameters[1].Value.ShouldBeClose(Vector(1.01f, 2.99f, -0.99f), 1e-4);
    }

    [Fact]
    public void Push_NoGradient_IsTheWeightedDistanceFromTheMeanActivityPerUnitAndPositive()
    {
        Tensor means = zeros([3]);

        Tensor gradient = new PeerNormalisation(0.6, means)
            .Push(zeros([4, 3]), Matrix(new float[,] { { 1, 3, 0 }, { 1, 3, 0 }, { 9, 9, 9 }, { 9, 9, 9 } }), positives: 2);

        // 0.6 · ((0.1, 0.3, 0) − 0.13333) / (3 · 2), on the positive rows only.
        gradient.ShouldBeClose(Matrix(
            new[,] { { -0.0033333f, 0.0166667f, -0.0133333f }, { -0.0033333f, 0.0166667f, -0.0133333f }, { 0, 0, 0 }, { 0, 0, 0 } }));
    }
}
