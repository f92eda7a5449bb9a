namespace ForwardForward;

/// <summary>A schedule laid out for one run: which layers learn in an epoch, and how far each one's own training has come.</summary>
internal sealed class LayerClock
{
    private readonly bool[,] _learns;
    private readonly int[,] _before;
    private readonly int[] _total;
    private readonly int _layers;

    public LayerClock(TrainingSchedule schedule, int epochs, int layers)
    {
        Epochs = schedule.CountEpochs(epochs, layers);
        _layers = layers;
        _learns = new bool[layers, Epochs];
        _before = new int[layers, Epochs];
        _total = new int[layers];
        for (int layer = 0; layer < layers; layer++)
        {
            for (int epoch = 0; epoch < Epochs; epoch++)
            {
                _before[layer, epoch] = _total[layer];
                _learns[layer, epoch] = schedule.Learns(layer, epoch, epochs, layers);
                _total[layer] += _learns[layer, epoch] ? 1 : 0;
            }
        }
    }

    public int Epochs { get; }

    public bool Learns(int layer, int epoch) => _learns[layer, epoch];

    /// <summary>
    /// The first and the last layer that learn in an epoch; those beyond need not be computed. (0, −1) where none learns.
    /// </summary>
    public (int First, int Last) LearningLayers(int epoch)
    {
        int[] learning = [.. Enumerable.Range(0, _layers).Where(layer => _learns[layer, epoch])];
        return learning.Length == 0 ? (0, -1) : (learning[0], learning[^1]);
    }

    /// <summary>A 1 for every epoch that a layer learns in and a 0 for every other, layer after layer, such as "1100/0011".</summary>
    public override string ToString() =>
        string.Join('/', Enumerable.Range(0, _layers).Select(layer => string.Concat(
            Enumerable.Range(0, Epochs).Select(epoch => _learns[layer, epoch] ? '1' : '0'))));

    /// <summary>How much of a layer's own training is done, from 0 to 1.</summary>
    public double Progress(int layer, int epoch, double fractionOfEpoch) => (_before[layer, epoch] + fractionOfEpoch) / _total[layer];
}
