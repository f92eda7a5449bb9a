using static TorchSharp.torch;

namespace ForwardForward.Faithful;

/// <summary>
/// The study's reward prediction error: the reward is 1 for positives and 0 for negatives; M = r − E, one number for each half.
/// </summary>
/// <remarks>
/// E begins at ½ and follows every reward, E ← 0.99 E + 0.01 r, first the positives', then the negatives'. So it stays near ½, and M near
/// +½ for positives and −½ for negatives, at every step. That tells the loss which half of the batch a row is in. With a learned scale,
/// the loss then falls by itself, in the end by raising the goodness of negatives too. Accuracy falls to chance.
/// <see cref="RewardPredictionModulation"/> is the corrected form.
/// </remarks>
public sealed class FaithfulRewardPredictionModulation : SignalModulation
{
    private const string ExpectedName = "expected_reward";
    private const double Memory = 0.99;

    /// <summary>Creates the modulation.</summary>
    /// <param name="scale">s, the strength, or its first value where it is learned; finite.</param>
    /// <param name="learnScale">Whether s is learned with the layer, as in the study.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite.</exception>
    public FaithfulRewardPredictionModulation(double scale = 0.5, bool learnScale = true)
        : base(scale, learnScale)
    {
    }

    /// <inheritdoc/>
    /// <remarks>E is a float64 on the CPU, wherever the layer lives.</remarks>
    public override IReadOnlyList<NamedTensor> CreateBuffers(Device device) =>
        [new(ExpectedName, TensorCreation.Full([], 0.5, float64, CPU))];

    /// <inheritdoc/>
    protected override Tensor Signal(Tensor goodness, ModulationContext context)
    {
        Tensor expected = context.KeptNumber(ExpectedName);
        double positive = PredictionError(expected, reward: 1), negative = PredictionError(expected, reward: 0);
        Tensor signal = TensorCreation.Full([goodness.shape[0]], positive, goodness.dtype, goodness.device);
        long positives = context.PositivesAmong(goodness.shape[0]);
        signal.narrow(0, positives, goodness.shape[0] - positives).FillInPlace(negative);
        return signal;
    }

    private static double PredictionError(Tensor expected, double reward)
    {
        double error = reward - expected.item<double>();
        expected.MultiplyInPlace(Memory).AddInPlace((1 - Memory) * reward);
        return error;
    }
}
