using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// On the responses z = W · x + b of a batch: a sample with itself, 2 zᵢ, should have a high goodness, with another, zᵢ + zⱼ, a low one.
/// The goodness is the mean square of what is above 0.
/// </summary>
internal sealed class SelfContrastiveObjective(SelfContrastiveOptions options) : LocalObjective
{
    public override bool AsksOtherLayers => false;

    public override Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return MeanSquare(activations.relu()).MoveToOuterDisposeScope();
    }

    /// <summary>The loss pairs the responses themselves.</summary>
    public override Tensor Read(Tensor activations, Tensor goodness) => activations;

    public override Tensor PullBack(Tensor activations, Tensor slope, GradientAccumulation gradients) => slope.alias();

    public override Tensor Loss(Tensor judged, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor positive = judged.relu().Multiply(2), negative = judged.Add(judged.roll([DrawShift(judged, context)], [0])).relu();
        return Loss(MeanSquare(positive), MeanSquare(negative)).MoveToOuterDisposeScope();
    }

    /// <summary>∂L/∂g⁺ = λ − σ(θ⁺ − g⁺) and ∂L/∂g⁻ = σ(g⁻ − θ⁻); each pair moves both its samples.</summary>
    public override Tensor Judge(Tensor judged, LearningContext context, GradientAccumulation gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        long shift = DrawShift(judged, context);
        Tensor positive = judged.relu().Multiply(2), negative = judged.Add(judged.roll([shift], [0])).relu();
        (Tensor own, Tensor others) = (MeanSquare(positive), MeanSquare(negative));
        gradients.AddLoss(Loss(own, others));
        double perElement = 2.0 / judged.numel();
        Tensor positiveGradient =
            (positive * PerRow(own.SubtractFrom(options.PositiveThreshold).sigmoid().SubtractFrom(options.GoodnessCost), positive))
                .Multiply(2 * perElement);
        Tensor negativeGradient = (negative * PerRow(others.Subtract(options.NegativeThreshold).sigmoid(), negative)).Multiply(perElement);
        return positiveGradient.Add(negativeGradient).Add(negativeGradient.roll([-shift], [0])).MoveToOuterDisposeScope();
    }

    private Tensor Loss(Tensor own, Tensor others) =>
        own.SubtractFrom(options.PositiveThreshold)
            .Softplus().Add(others.Subtract(options.NegativeThreshold).Softplus()).Add(own.Multiply(options.GoodnessCost)).mean();

    /// <summary>How far the batch is rotated, so that every sample meets another.</summary>
    private static long DrawShift(Tensor rows, LearningContext context)
    {
        Generator generator = context.Generator
            ?? throw new InvalidOperationException(
                "A self-contrastive layer draws which samples are paired, and the learning context has no generator. Set "
                    + "LearningContext.Generator.");
        long count = rows.shape[0];
        if (count == 1)
            return 0;
        using Tensor shift = TensorCreation.DrawWhole(1, count, [1], int64, generator);
        return shift.item<long>();
    }

    private static Tensor MeanSquare(Tensor rows) => rows.flatten(1).Square().mean([1]);

    private static Tensor PerRow(Tensor values, Tensor like) =>
        values.view([values.shape[0], .. Enumerable.Repeat(1L, (int)like.ndim - 1)]);
}
