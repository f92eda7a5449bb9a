using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>When a run ends before its last epoch, because the accuracy on the validation images has stopped rising.</summary>
/// <remarks>
/// <para>After every epoch the accuracy is compared with the best that counted as a gain. Epochs count once every layer that learns has
/// begun. With <see cref="TrainingSchedule.Greedy"/> these are the epochs of the last layer, because a run that ended earlier would leave
/// a layer untrained.</para>
/// <para>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentOutOfRangeException"/>.</para>
/// </remarks>
public sealed record EarlyStopping
{
    /// <summary>After how many epochs in a row without a gain the run ends. At least 1.</summary>
    /// <value>The default is 5.</value>
    public int Patience { get; init => field = Require.AtLeast(1, value, nameof(Patience)); } = 5;

    /// <summary>
    /// By how much the accuracy, from 0 to 1, must rise above the last gain to be a gain. At least 0 and below 1. A rise of exactly this
    /// much is no gain.
    /// </summary>
    /// <value>The default is 0: any rise is a gain.</value>
    public double LeastGain { get; init => field = Require.BelowOne(value, nameof(LeastGain)); }
}
