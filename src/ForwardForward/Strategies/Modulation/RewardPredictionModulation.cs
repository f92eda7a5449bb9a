using System.Text.Json.Serialization;
using ForwardForward.Faithful;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Reward prediction error: M = r − E, where r is 1 if the network names the image's class by itself and 0 otherwise, and E is the running
/// mean of r.
/// </summary>
/// <remarks>
/// A softmax head on unlabelled images predicts the class, and the reward is the same for a positive and its negative. So the signal does
/// not say which half of the batch a row is in. <see cref="FaithfulRewardPredictionModulation"/> does say it. The reward prediction error
/// is that of dopamine neurons (Schultz, Dayan and Montague 1997). A pair counts more where the prediction turned out better than usual,
/// less where it turned out worse.
/// </remarks>
public sealed class RewardPredictionModulation : SignalModulation
{
    private const string ExpectedName = "expected_reward";

    /// <summary>Creates the modulation.</summary>
    /// <param name="scale">s, the strength; finite.</param>
    /// <param name="learnScale">Whether s is learned with the layer.</param>
    /// <param name="memory">How much of E a batch leaves, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RewardPredictionModulation(double scale = 0.5, bool learnScale = false, double memory = 0.99)
        : base(scale, learnScale)
    {
        Memory = Require.BelowOne(memory, nameof(memory));
    }

    /// <summary>How much of E a batch leaves: E ← memory · E + (1 − memory) · mean r. E begins at ½.</summary>
    /// <value>The default is 0.99.</value>
    public double Memory { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override SoftmaxHeadOptions? RequiredHead => new();

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor> CreateBuffers(Device device) =>
        [new(ExpectedName, TensorCreation.Full([], 0.5, float32, device))];

    /// <inheritdoc/>
    protected override Tensor Signal(Tensor goodness, ModulationContext context)
    {
        Tensor expected = context.KeptNumber(ExpectedName);
        Tensor reward = context.ProbabilitiesFor(goodness).argmax(1).eq(context.TrueLabels).to(goodness.dtype);
        Tensor error = reward - expected;
        expected.MultiplyInPlace(Memory).AddInPlace(reward.mean().Multiply(1 - Memory));
        return error;
    }
}
