using System.Text.Json.Serialization;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// Which layers learn when. The static properties are the built-in schedules; derive from this class for a schedule of your own.
/// </summary>
/// <remarks>Immutable and without state: the same question gives the same answer.</remarks>
[JsonConverter(typeof(TrainingScheduleConverter))]
public abstract class TrainingSchedule
{
    /// <summary>
    /// All layers learn in every batch, each from the activations of the layer before it in the same batch. The default.
    /// </summary>
    public static TrainingSchedule Simultaneous { get; } = new SimultaneousSchedule();

    /// <summary>One layer after the other, each for the given number of epochs. The layers before it no longer change.</summary>
    public static TrainingSchedule Greedy { get; } = new GreedySchedule();

    /// <summary>
    /// The layers take turns, one epoch each, until each has learned for the given number of epochs. With a full batch an epoch is one
    /// step.
    /// </summary>
    /// <remarks>
    /// Layer collaboration is meant to be trained in this way (Lorberbom et al., AAAI 2024): every layer knows what the others have
    /// learned so far.
    /// </remarks>
    public static TrainingSchedule Alternating { get; } = new AlternatingSchedule();

    /// <summary>
    /// All layers begin together, and each stops after its own number of epochs while the others continue (Papachristodoulou et al., AAAI
    /// 2024).
    /// </summary>
    /// <param name="lastEpochs">
    /// How many epochs each layer learns, from the first layer on; one number a layer, each at least 1. The run ends with the largest.
    /// </param>
    /// <returns>The schedule; <c>TrainingOptions.Epochs</c> cuts it off if it is smaller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No number, or one below 1.</exception>
    public static TrainingSchedule Interleaved(params int[] lastEpochs)
    {
        ArgumentNullException.ThrowIfNull(lastEpochs);
        Require.AtLeast(1, lastEpochs.Length, nameof(lastEpochs));
        foreach (int last in lastEpochs)
            Require.AtLeast(1, last, nameof(lastEpochs));
        return new InterleavedSchedule([.. lastEpochs]);
    }

    /// <summary>How many epochs a run has in all.</summary>
    /// <param name="epochs">The number that the training options ask for.</param>
    /// <param name="layers">The number of layers.</param>
    /// <returns>The number of passes over the training set.</returns>
    public abstract int CountEpochs(int epochs, int layers);

    /// <summary>Whether a layer learns in an epoch.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="epoch">The epoch, from 0 to <see cref="CountEpochs"/> − 1.</param>
    /// <param name="epochs">The number that the training options ask for.</param>
    /// <param name="layers">The number of layers.</param>
    /// <returns>True where it learns.</returns>
    public abstract bool Learns(int layer, int epoch, int epochs, int layers);

    /// <summary>In how many epochs before one a layer learns.</summary>
    internal virtual int CountEpochsBefore(int epoch, int layer, int epochs, int layers)
    {
        int count = 0;
        for (int before = 0; before < epoch; before++)
            count += Learns(layer, before, epochs, layers) ? 1 : 0;
        return count;
    }

    /// <summary>Which layers learn when: by default a 1 for every epoch that a layer learns in, such as "1100/0011".</summary>
    internal virtual string Describe(int epochs, int layers)
    {
        int[] all = [.. Enumerable.Range(0, CountEpochs(epochs, layers))];
        IEnumerable<string> ofLayers = Enumerable.Range(0, layers).Select(
            layer => string.Concat(all.Select(epoch => Learns(layer, epoch, epochs, layers) ? '1' : '0')));
        return $"layers learn in epochs {string.Join('/', ofLayers)}";
    }

    /// <summary>How many epochs each layer learns where they were said for every layer; null elsewhere.</summary>
    internal virtual IReadOnlyList<int>? LastEpochs => null;

    /// <summary>What those who watch a run are told, such as "Greedy".</summary>
    internal string Name =>
        GetType().Name is var name && name.EndsWith("Schedule", StringComparison.Ordinal) ? name[..^"Schedule".Length] : name;

    private static int Saturate(long epochs) => (int)Math.Min(epochs, int.MaxValue);

    private sealed class SimultaneousSchedule : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => epochs;

        public override bool Learns(int layer, int epoch, int epochs, int layers) => true;

        internal override int CountEpochsBefore(int epoch, int layer, int epochs, int layers) => epoch;

        internal override string Describe(int epochs, int layers) => $"all layers learn in all of {epochs} epochs";
    }

    private sealed class GreedySchedule : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => Saturate((long)epochs * layers);

        public override bool Learns(int layer, int epoch, int epochs, int layers) => epoch / epochs == layer;

        internal override int CountEpochsBefore(int epoch, int layer, int epochs, int layers) =>
            (int)Math.Clamp(epoch - ((long)layer * epochs), 0, epochs);

        internal override string Describe(int epochs, int layers) => $"{layers} layers learn one after the other, each in {epochs} epochs";
    }

    private sealed class AlternatingSchedule : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => Saturate((long)epochs * layers);

        public override bool Learns(int layer, int epoch, int epochs, int layers) => epoch % layers == layer;

        internal override int CountEpochsBefore(int epoch, int layer, int epochs, int layers) =>
            (epoch / layers) + (layer < epoch % layers ? 1 : 0);

        internal override string Describe(int epochs, int layers) => $"{layers} layers learn in turn, each in {epochs} epochs";
    }

    private sealed class InterleavedSchedule(int[] lastEpochs) : TrainingSchedule
    {
        internal override IReadOnlyList<int> LastEpochs => lastEpochs;

        public override int CountEpochs(int epochs, int layers) => layers == lastEpochs.Length
            ? Math.Min(epochs, lastEpochs.Max())
            : throw new ArgumentException(
                $"The interleaved schedule has {lastEpochs.Length} layers, and the network {layers}. Give TrainingSchedule.Interleaved one "
                    + "number a layer.",
                nameof(layers));

        public override bool Learns(int layer, int epoch, int epochs, int layers) => epoch < lastEpochs[layer];

        internal override int CountEpochsBefore(int epoch, int layer, int epochs, int layers) => Math.Min(epoch, lastEpochs[layer]);

        internal override string Describe(int epochs, int layers) =>
            $"layers learn in the first {string.Join(", ", lastEpochs)} of {CountEpochs(epochs, layers)} epochs";
    }
}
