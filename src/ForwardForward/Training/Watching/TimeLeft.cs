namespace ForwardForward;

/// <summary>
/// Estimates how long a run still takes: what every part that learns has taken an epoch so far, times the epochs that it has left, and the
/// validations. A part that has not learned yet is taken to need as much more or less as its work says.
/// </summary>
/// <param name="epochs">The epochs of the run.</param>
/// <param name="epochsOf">In how many of them each part learns.</param>
/// <param name="workOf">What an epoch of a part takes, relative to the others; positive.</param>
/// <param name="learns">Whether a part learns in an epoch, from 0.</param>
internal sealed class TimeLeft(int epochs, IReadOnlyList<int> epochsOf, Func<int, double> workOf, Func<int, int, bool> learns)
{
    private readonly double[] _work = [.. Enumerable.Range(0, epochsOf.Count).Select(workOf)];
    private readonly double[] _seconds = new double[epochsOf.Count];
    private readonly double[] _done = new double[epochsOf.Count];
    private double _validationSeconds;
    private int _validations;

    /// <summary>An epoch, from 0, is trained.</summary>
    public void EndEpoch(int epoch, double seconds) => Share(epoch, 1, seconds, _seconds, _done);

    /// <summary>A validation is done.</summary>
    public void EndValidation(double seconds)
    {
        _validationSeconds += seconds;
        _validations++;
    }

    /// <summary>The time left.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="fraction">How much of it is trained.</param>
    /// <param name="seconds">How long that took.</param>
    /// <param name="hasEnded">Whether <see cref="EndEpoch"/> has counted it.</param>
    /// <returns>The largest time span where nothing was measured yet, or where it would be larger.</returns>
    public TimeSpan Estimate(int epoch, double fraction, double seconds, bool hasEnded)
    {
        double[] took = [.. _seconds], done = [.. _done];
        if (!hasEnded)
            Share(epoch, fraction, seconds, took, done);
        double perWork = took.Sum() / done.Zip(_work, (count, work) => count * work).Sum();
        double left = Enumerable.Range(0, _work.Length)
            .Sum(part => (epochsOf[part] - done[part]) * (done[part] > 0 ? took[part] / done[part] : perWork * _work[part]));
        if (_validations > 0)
            left += _validationSeconds / _validations * (epochs - epoch - (hasEnded ? 1 : 0));
        return left < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(Math.Max(0, left)) : TimeSpan.MaxValue;
    }

    /// <summary>Parts that learn in the same epoch share its time by their work.</summary>
    private void Share(int epoch, double fraction, double seconds, double[] took, double[] done)
    {
        int[] learning = [.. Enumerable.Range(0, _work.Length).Where(part => learns(part, epoch))];
        double work = learning.Sum(part => _work[part]);
        foreach (int part in learning)
        {
            took[part] += seconds * _work[part] / work;
            done[part] += fraction;
        }
    }
}
