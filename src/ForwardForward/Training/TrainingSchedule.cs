namespace ForwardForward.Training;

/// <summary>Which layers learn when. The ready-made schedules are the static properties; derive for one of your own.</summary>
/// <remarks>Immutable and without state: the same question gives the same answer.</remarks>
public abstract class TrainingSchedule
{
    /// <summary>All layers learn in every batch, each from the activations that the layer before has just given. The default.</summary>
    public static TrainingSchedule Simultaneous { get; } = new SimultaneousSchedule();

    /// <summary>One layer after the other, each for the given number of epochs while those before it stand still. The study's.</summary>
    public static TrainingSchedule Greedy { get; } = new GreedySchedule();

    /// <summary>The layers in turn, one epoch each, as often as the given number of epochs. With a full batch an epoch is one step.</summary>
    /// <remarks>
    /// Layer collaboration is meant to be trained so (Lorberbom et al., AAAI 2024): every layer learns knowing what the others have learned
    /// meanwhile.
    /// </remarks>
    public static TrainingSchedule Alternating { get; } = new AlternatingSchedule();

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

    private sealed class SimultaneousSchedule : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => epochs;

        public override bool Learns(int layer, int epoch, int epochs, int layers) => true;
    }

    private sealed class GreedySchedule : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => epochs * layers;

        public override bool Learns(int layer, int epoch, int epochs, int layers) => epoch / epochs == layer;
    }

    private sealed class AlternatingSchedule : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => epochs * layers;

        public override bool Learns(int layer, int epoch, int epochs, int layers) => epoch % layers == layer;
    }
}
