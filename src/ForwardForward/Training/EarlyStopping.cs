using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>When a run ends before its last epoch: where the accuracy on the validation images has stopped rising.</summary>
/// <remarks>
/// <para>After every epoch the accuracy is compared with the best that counted as a gain. An epoch counts from when every layer that learns
/// has begun to: with <see cref="TrainingSchedule.Greedy"/> those of the last layer, as a run that ended earlier would leave a layer
/// untrained.</para>
/// <para>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentOutOfRangeException"/>.</para>
/// </remarks>
public sealed record EarlyStopping
{
    /// <summary>After how many epochs in a row without a gain the run ends. At least 1.</summary>
    /// <value>The default is 5.</value>
    public int Patience { get; init => field = Require.AtLeast(1, value, nameof(Patience)); } = 5;

    /// <summary>
    /// By how much the accuracy, from 0 to 1, must rise above that of the last gain to be one; at least 0 and below 1. A rise of exactly so
    /// much is none.
    /// </summary>
    /// <value>The default is 0: any rise is a gain.</value>
    public double LeastGain { get; init => field = Require.BelowOne(value, nameof(LeastGain)); }
}
