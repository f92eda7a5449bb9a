namespace ForwardForward;

/// <summary>How the learning rate falls over a layer's training.</summary>
/// <remarks>Immutable. Two are equal where they fall the same way.</remarks>
public abstract class LearningRateDecay
{
    private protected LearningRateDecay()
    {
    }

    /// <summary>It does not fall: every step uses the same rate.</summary>
    public static LearningRateDecay Constant { get; } = new ConstantDecay();

    /// <summary>
    /// Half a cosine from the full rate to 0: η · (1 + cos(π · p)) / 2. Here p rises from 0 at the end of the warm-up to 1 at the end of
    /// the layer's training (Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts).
    /// </summary>
    public static LearningRateDecay Cosine { get; } = new CosineDecay();

    /// <summary>The rate is multiplied by a factor at each of some points of the layer's training, and stays until the next.</summary>
    /// <param name="at">
    /// The points, as fractions of the whole of the layer's training, warm-up included: above 0, below 1, each above the one before. In a
    /// run of 20 epochs 0.5 is the beginning of the eleventh.
    /// </param>
    /// <param name="factor">What the rate is multiplied by; above 0 and below 1. <value>Default: 0.1.</value></param>
    /// <returns>The decay.</returns>
    /// <exception cref="ArgumentException">No point, one that is not above the one before, or a value out of its range.</exception>
    public static LearningRateDecay Steps(IReadOnlyList<double> at, double factor = 0.1) => new StepDecay(at, factor);

    /// <summary>How it falls, in words.</summary>
    /// <returns>"constant", "cosine", or such as "times 0.1 at 0.5, 0.75".</returns>
    public abstract override string ToString();

    /// <summary>What the full rate is multiplied by.</summary>
    /// <param name="progress">How much of the layer's training is done, from 0 to 1.</param>
    /// <param name="warmUp">How much of it the warm-up takes.</param>
    internal abstract double FactorAt(double progress, double warmUp);

    private sealed class ConstantDecay : LearningRateDecay
    {
        public override string ToString() => "constant";

        internal override double FactorAt(double progress, double warmUp) => 1;
    }

    private sealed class CosineDecay : LearningRateDecay
    {
        public override string ToString() => "cosine";

        internal override double FactorAt(double progress, double warmUp) =>
            (1 + Math.Cos(Math.PI * Math.Max(0, (progress - warmUp) / (1 - warmUp)))) / 2;
    }
}
