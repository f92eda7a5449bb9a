namespace ForwardForward;

/// <summary>A schedule laid out for one run: which layers learn in an epoch, and how far each one's own training has come.</summary>
internal sealed class LayerClock
{
    private readonly TrainingSchedule _schedule;
    private readonly int _epochsWanted;
    private readonly int _layers;
    private readonly int[] _total;

    public LayerClock(TrainingSchedule schedule, int epochs, int layers)
    {
        _schedule = schedule;
        _epochsWanted = epochs;
        _layers = layers;
        Epochs = schedule.CountEpochs(epochs, layers);
        _total = [.. Enumerable.Range(0, layers).Select(layer => CountBefore(layer, Epochs))];
    }

    public int Epochs { get; }

    /// <summary>In how many epochs of the run a layer learns.</summary>
    public int EpochsOf(int layer) => _total[layer];

    public bool Learns(int layer, int epoch) => _schedule.Learns(layer, epoch, _epochsWanted, _layers);

    /// <summary>
    /// The first and the last layer that learn in an epoch; those beyond need not be computed. (0, −1) where none learns.
    /// </summary>
    public (int First, int Last) LearningLayers(int epoch)
    {
        int[] learning = [.. Enumerable.Range(0, _layers).Where(layer => Learns(layer, epoch))];
        return learning.Length == 0 ? (0, -1) : (learning[0], learning[^1]);
    }

    /// <summary>Whether every layer that learns at all has learned in one of the first epochs.</summary>
    public bool HasEveryLayerBegun(int epochs)
    {
        for (int layer = 0; layer < _layers; layer++)
            if (_total[layer] > 0 && CountBefore(layer, epochs) == 0)
                return false;
        return true;
    }

    /// <summary>Which layers learn when, as a checkpoint has it.</summary>
    public override string ToString() => _schedule.Describe(_epochsWanted, _layers);

    /// <summary>How much of a layer's own training is done, from 0 to 1.</summary>
    public double Progress(int layer, int epoch, double fractionOfEpoch) => (CountBefore(layer, epoch) + fractionOfEpoch) / _total[layer];

    private int CountBefore(int layer, int epoch) => _schedule.CountEpochsBefore(epoch, layer, _epochsWanted, _layers);
}
