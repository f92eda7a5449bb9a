using ForwardForward.Data;
using ForwardForward.Tests.Persistence;

namespace ForwardForward.Tests.Reliability;

/// <summary>A few steps of every kind of network, and of every way to train one.</summary>
internal static class ShortRuns
{
    public const int Count = 48;

    public static readonly IReadOnlyDictionary<string, TrainingOptions> Ways = new Dictionary<string, TrainingOptions>(
        StringComparer.Ordinal)
    {
        ["simultaneous"] = new() { Epochs = 4, BatchSize = 20 },
        ["greedy"] = new() { Epochs = 2, BatchSize = 20, Schedule = TrainingSchedule.Greedy },
        ["alternating"] = new() { Epochs = 2, BatchSize = 20, Schedule = TrainingSchedule.Alternating },
        ["interleaved"] = new() { Epochs = 4, BatchSize = 20, Schedule = TrainingSchedule.Interleaved(1, 4) },
        ["greedy in full batches, negatives once"] =
            new() { Epochs = 2, BatchSize = Count, Schedule = TrainingSchedule.Greedy, Negatives = NegativeRefresh.Once },
        ["negatives and positives corrupted once"] =
            new() { Epochs = 4, BatchSize = 20, Negatives = NegativeRefresh.Once, CorruptPositives = true },
        ["jitter, augmentation, activations updated"] = new()
        {
            Epochs = 4,
            BatchSize = 20,
            Jitter = 1,
            Augmentation = Augmentation.Photographs,
            PassOnUpdatedActivations = true,
        },
    };

    /// <summary>The ways one after the other with one network, and every kind of network in one way.</summary>
    public static IEnumerable<(string Name, Func<FFNetworkBuilder> Network, TrainingOptions Options)> All =>
        Ways.Select(way => (way.Key, (Func<FFNetworkBuilder>)Masked, way.Value))
            .Append(("hard labels once", () => SavedNetworks.Bare().WithNegatives(new HardLabelSampler()).AddDense(16).AddDense(12), Ways[
                "greedy in full batches, negatives once"]))
            .Append(("hard labels by the first layer", FirstLayer, Ways["greedy"]))
            .Append(("hard labels by the first layer once", FirstLayer, Ways["greedy in full batches, negatives once"]))
            .Concat(SavedNetworks.Kinds.Select(kind => (kind.Key, kind.Value, Ways["simultaneous"])));

    public static IEnumerable<string> Digests()
    {
        using LabelledImages data = SyntheticImages.Create(Count);
        foreach ((string name, Func<FFNetworkBuilder> builder, TrainingOptions options) in All)
        {
            using FFNetwork network = builder().Build();
            yield return $"{TrainedState.DigestOf(network, network.Fit(data, options))} {name}";
        }
    }

    private static FFNetworkBuilder FirstLayer() =>
        SavedNetworks.Bare().WithNegatives(new FirstLayerSampler()).AddDense(16).AddDense(12);

    private static FFNetworkBuilder Masked() => SavedNetworks.Bare().WithNegatives(new MaskedPixelsSampler()).AddDense(16).AddDense(12);
}
