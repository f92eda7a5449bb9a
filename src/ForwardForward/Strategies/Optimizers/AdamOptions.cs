using System.Text.Json.Serialization;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>The optimizer that each layer runs by itself: Adam (Kingma and Ba 2015, arXiv 1412.6980).</summary>
/// <remarks>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentOutOfRangeException"/>.</remarks>
public sealed record AdamOptions
{
    /// <summary>η, the full learning rate, that of the start or of the end of the warm-up; positive.</summary>
    /// <value>The default is 0.002. Length-normalised inputs need more, such as 0.03.</value>
    public double LearningRate { get; init => field = Require.Positive(value, nameof(LearningRate)); } = 2e-3;

    /// <summary>
    /// How much of the layer's training the rate takes to rise in proportion to what is done, from 0 to η; at least 0 and below 1. In a
    /// run of 20 epochs 0.05 is the first. The first step, of rate 0, fills the moments alone.
    /// </summary>
    /// <value>The default is 0: the first step has the full rate.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // So that definitions and checkpoints of before stay what they were.
    public double WarmUp { get; init => field = Require.BelowOne(value, nameof(WarmUp)); }

    /// <summary>How the learning rate falls.</summary>
    /// <value>The default is <see cref="LearningRateDecay.Cosine"/>.</value>
    public LearningRateDecay Decay { get; init => field = Require.NotNull(value, nameof(Decay)); } = LearningRateDecay.Cosine;

    /// <summary>β₁, the memory of the gradient's mean; in [0, 1).</summary>
    /// <value>The default is 0.9.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value, nameof(Beta1)); } = 0.9;

    /// <summary>β₂, the memory of the gradient's square; in [0, 1).</summary>
    /// <value>The default is 0.999.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value, nameof(Beta2)); } = 0.999;

    /// <summary>ε, added to the root of the second moment; positive.</summary>
    /// <value>The default is 10⁻⁸.</value>
    public double Epsilon { get; init => field = Require.Positive(value, nameof(Epsilon)); } = 1e-8;

    /// <summary>
    /// λ, not negative: added to the gradient as λ · parameter, or with <see cref="DecouplesWeightDecay"/> taken off the parameter.
    /// </summary>
    /// <value>The default is 0.</value>
    public double WeightDecay { get; init => field = Require.NotNegative(value, nameof(WeightDecay)); }

    /// <summary>
    /// Whether a step takes rate · λ · parameter off each parameter, past the moments, instead of adding λ · parameter to its gradient:
    /// AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101).
    /// </summary>
    /// <value>The default is false.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DecouplesWeightDecay { get; init; }

    /// <summary>
    /// The most that the gradients of a layer may be long, all its parameters' together as one vector; positive. Longer ones are divided
    /// alike, down to that length (Pascanu et al. 2013, arXiv 1211.5063). Null leaves them as they are.
    /// </summary>
    /// <value>The default is null.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? LargestGradient
    {
        get;
        init => field = value is { } length ? Require.Positive(length, nameof(LargestGradient)) : null;
    }

    /// <summary>Whether every step has the same rate, however long the run is.</summary>
    internal bool IsConstant => WarmUp == 0 && Decay == LearningRateDecay.Constant;

    /// <summary>The learning rate at a point of a run.</summary>
    /// <param name="progress">How much of the layer's training is done, from 0 to 1.</param>
    /// <returns>The rate to use for the next step.</returns>
    public double RateAt(double progress)
    {
        double done = Math.Clamp(progress, 0, 1), risen = done < WarmUp ? done / WarmUp : 1;
        return LearningRate * risen * Decay.FactorAt(done, WarmUp);
    }
}
