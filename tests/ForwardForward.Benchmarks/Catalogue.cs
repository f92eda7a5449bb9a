using ForwardForward.Benchmarks.Accuracy;
using ForwardForward.Benchmarks.Greedy;
using ForwardForward.Benchmarks.Memory;
using ForwardForward.Benchmarks.Steps;

namespace ForwardForward.Benchmarks;

/// <summary>What is measured, in the order of the printed lines: each time this library stands over what it is compared with.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("ff-vs-bp", 0.90, _ => BackpropPairs.Overlay()) { LoadedTarget = 1.00, AlsoWithSameProducts = true, SameProductsTarget = 1.00 },
        new("ff-vs-study", 0.45, _ => StudyPair.Open()) { LoadedTarget = 0.55, AlsoWithSameProducts = true },
        new("projection-vs-bp", 0.70, _ => BackpropPairs.Projection()) { LoadedTarget = 0.85, AlsoWithSameProducts = true },
        new("conv-vs-bp", 0.75, _ => BackpropPairs.Convolution()) { LoadedTarget = 0.85 },
        new("cwc-vs-bp", 0.65, _ => CwcPairs.AgainstBackprop()) { LoadedTarget = 0.80 },
        new("cwc-vs-plain", 0.70, _ => CwcPairs.AgainstPlain()),
        new("score-labels", 0.30, _ => ScorePairs.Thousand()) { LoadedTarget = 0.45 },
        new("predict-one", 0.30, _ => ScorePairs.One()) { Limit = 0.5 },
        new("greedy", 0.25, GreedyPair.Open),
        new("bf16", 0.50, _ => PrecisionPair.Open()),
        new("fused-adam", 0.35, _ => AdamPair.Open()),
        new("watching", 0.01, _ => WatchingPair.Open()),
        new("memory-depth", 0.15, MemoryPairs.AgainstBackprop),
        new("memory-depth-accumulation", null, MemoryPairs.AgainstAccumulation),
        new("time-to-accuracy-ff", 1.0, quick => AccuracyPairs.AgainstBackprop(network => network.AddDense(500).AddDense(500), quick)),
        new("time-to-accuracy-projection", 0.75, quick =>
            AccuracyPairs.AgainstBackprop(network => network.AddProjection(500).AddProjection(500), quick)),
        new("study-claim", 0.003, AccuracyPairs.AgainstTheStudy),
        new("single-core", 0.90, _ => BackpropPairs.Overlay()) { OnOneCore = true },
    ];

    public static Benchmark Find(string id) => All.Single(benchmark => string.Equals(benchmark.Id, id, StringComparison.Ordinal));
}
