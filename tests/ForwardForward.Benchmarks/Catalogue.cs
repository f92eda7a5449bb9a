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
        new("ff-vs-bp", 1.20, _ => BackpropPairs.Overlay()),
        new("ff-vs-study", 0.50, _ => StudyPair.Open()),
        new("projection-vs-bp", 0.85, _ => BackpropPairs.Projection()),
        new("conv-vs-bp", 0.85, _ => BackpropPairs.Convolution()),
        new("cwc-vs-plain", 0.70, _ => CwcPair.Open()),
        new("score-labels", 0.55, _ => ScorePair.Open()),
        new("greedy", 0.35, GreedyPair.Open),
        new("bf16", 0.50, _ => PrecisionPair.Open()),
        new("fused-adam", 0.35, _ => AdamPair.Open()),
        new("memory-depth", 0.25, MemoryPair.Open),
        new("time-to-accuracy-ff", 2.0, quick => AccuracyPairs.AgainstBackprop(network => network.AddDense(500).AddDense(500), quick)),
        new("time-to-accuracy-projection", 1.0, quick =>
            AccuracyPairs.AgainstBackprop(network => network.AddProjection(500).AddProjection(500), quick)),
        new("study-claim", 0.003, AccuracyPairs.AgainstTheStudy),
    ];
}
