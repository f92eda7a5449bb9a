using System.Globalization;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>What a run of the network is: what learns, by which plan, and what messages call it.</content>
internal sealed partial class Trainer
{
    /// <summary>What messages call the layers, such as "layer 2 (Dense 500)".</summary>
    public static string[] NamesOf(FFNetwork network) => [.. network.Layers.Select((layer, index) => $"layer {index + 1} ({layer.Name})")];

    protected override IReadOnlyList<NamedTensor> Learned => _network.Tensors;

    protected override IEnumerable<NamedTensor> OptimizerState => _network.OptimizerState;

    protected override string PlanOf(int epochsWanted) => Options.Schedule.Describe(epochsWanted, Parts.Count);

    protected override string? FindObstacle(int fewer, int done) =>
        RunExtension.FindObstacle(Options.Schedule, fewer, Options.Epochs, done, Parts.Count)
        ?? RunExtension.FindObstacle([_network.Definition.Optimizer, .. HeadOptimizer()]);

    protected override IReadOnlyDictionary<string, string> LoadableNetwork => FFNetwork.MetadataOf(_network.Definition);

    protected override bool HasEveryPartBegun(int epochsDone) => _clock.HasEveryLayerBegun(epochsDone);

    protected override bool HasHalves => _network.Definition.LearnsFrom == TrainingExamples.PositivesAndNegatives;

    protected override bool Learns(int part, int epoch) => _clock.Learns(part, epoch);

    protected override int EpochsOf(int part) => _clock.EpochsOf(part);

    /// <summary>
    /// Floating-point operations of a layer that learns by itself: its own three times, as learning takes two more products, and those of
    /// the layers that its input passes anew. The same number for all layers where one does not say its own.
    /// </summary>
    protected override double WorkOf(int part)
    {
        double?[] operations = [.. _network.Layers.Take(part + 1).Select(layer => layer.FloatingPointOperations)];
        double passed = Batches.AreConstant ? 0 : operations.Take(part).Sum() ?? 0;
        return _network.Layers.All(layer => layer.FloatingPointOperations > 0) ? 3 * operations[part]!.Value + passed : 1;
    }

    protected override Tensor Predict(Tensor images) => _network.PredictAnything(images);

    protected override string PartOf(string tensor) =>
        tensor.StartsWith("layer", StringComparison.Ordinal)
            ? Parts[int.Parse(tensor["layer".Length..tensor.IndexOf('.', StringComparison.Ordinal)], CultureInfo.InvariantCulture) - 1]
            : "the softmax head";

    private IEnumerable<AdamOptions> HeadOptimizer() => _network.Head is { } head ? [head.Options.Optimizer] : [];
}
