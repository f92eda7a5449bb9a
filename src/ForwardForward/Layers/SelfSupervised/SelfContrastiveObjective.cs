using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// On the responses z = W · x + b of a batch: a sample with itself, 2 zᵢ, shall have a high goodness, with another, zᵢ + zⱼ, a low one; the goodness is the
/// mean square of what is above 0.
/// </summary>
internal sealed class SelfContrastiveObjective(SelfContrastiveOptions options) : LocalObjective
{
    public override Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return MeanSquare(activations.relu()).MoveToOuterDisposeScope();
    }

    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        Generator generator = context.Generator ?? throw new InvalidOperationException("A self-contrastive layer draws which samples are paired, and the learning context has no generator. Set LearningContext.Generator.");
        using DisposeScope scope = NewDisposeScope();
        long rows = activations.shape[0];
        long shift = rows == 1 ? 0 : randint(1, rows, [1], dtype: int64, generator: generator).item<long>();
        Tensor positive = activations.relu() * 2, negative = (activations + activations.roll([shift], [0])).relu();
        (Tensor own, Tensor others) = (MeanSquare(positive), MeanSquare(negative));
        Tensor loss = (nn.functional.softplus(options.PositiveThreshold - own) + nn.functional.softplus(others - options.NegativeThreshold) + (own * options.GoodnessCost)).mean();

        // ∂L/∂g⁺ = λ − σ(θ⁺ − g⁺) and ∂L/∂g⁻ = σ(g⁻ − θ⁻); each pair moves both its samples.
        double perElement = 2.0 / activations.numel();
        Tensor ofPositive = positive * PerRow(options.GoodnessCost - (options.PositiveThreshold - own).sigmoid(), positive) * (2 * perElement);
        Tensor ofNegative = negative * PerRow((others - options.NegativeThreshold).sigmoid(), negative) * perElement;
        Tensor gradient = ofPositive + ofNegative + ofNegative.roll([-shift], [0]);
        return new ObjectiveStep(gradient.MoveToOuterDisposeScope(), own.MoveToOuterDisposeScope(), loss.MoveToOuterDisposeScope(), []);
    }

    private static Tensor MeanSquare(Tensor rows) => rows.flatten(1).square().mean([1]);

    private static Tensor PerRow(Tensor values, Tensor like) => values.view([values.shape[0], .. Enumerable.Repeat(1L, (int)like.ndim - 1)]);
}
