using ForwardForward.Extensibility;
using ForwardForward.Tests.Layers;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// What a sampler, a layer that learns and a layer that is created are handed: something right, then what is wrong in one respect.
/// </summary>
internal static class HostileContexts
{
    public static IReadOnlyList<HostileArgument> Sampling { get; } =
    [
        new("a context", () => new SamplingContext(new Generator(1UL), 3, images => Tensors.Random(1, images.shape[0], 3))),
        new("null", () => null),
        new("no network", () => new SamplingContext(new Generator(1UL), 3)),
        new("fewer classes", () => new SamplingContext(new Generator(1UL), 2)),
        .. HostileTensors.All.Select(scores => new HostileArgument(
            $"scores like {scores.Name}", () => new SamplingContext(new Generator(1UL), 3, _ => (Tensor)scores.Create()!))),
    ];

    public static IReadOnlyList<HostileArgument> Learning { get; } =
    [
        new("a context", () => Create()),
        new("null", () => null),
        new("no positives", () => Create(positives: 0)),
        new("no negatives", () => Create(positives: 4)),
        new("one positive", () => Create(positives: 1)),
        new("more positives than rows", () => Create(positives: 9)),
        new("less than no positives", () => Create(positives: -1)),
        new("nothing of other layers", () => new LearningContext { Labels = Labels(), Positives = 2, Progress = 0 }),
        new("a modulation's tensors", () => Create(kept: zeros([]))),
        new("progress of NaN", () => Create(progress: double.NaN)),
        new("progress beyond the end", () => Create(progress: 7)),
        .. HostileTensors.All
            .Select(tensor => new HostileArgument($"labels like {tensor.Name}", () => Create(labels: (Tensor)tensor.Create()!))),
        .. HostileTensors.All.Select(
            tensor => new HostileArgument($"other layers like {tensor.Name}", () => Create(others: () => (Tensor)tensor.Create()!))),
        .. HostileTensors.All
            .Select(tensor => new HostileArgument($"kept tensors like {tensor.Name}", () => Create(kept: (Tensor)tensor.Create()!))),
        .. HostileTensors.All.Select(
            tensor => new HostileArgument($"a contribution like {tensor.Name}", () => Create(contribution: (Tensor)tensor.Create()!))),
    ];

    public static IReadOnlyList<HostileArgument> Creation { get; } =
    [
        new("a context", () => LayerContexts.Create(36, shape: [1, 6, 6])),
        new("null", () => null),
        new("input of no dimensions", () => LayerContexts.Create(36, shape: [])),
        new("input of no size", () => LayerContexts.Create(36, shape: [0, 0, 0])),
        new("input below 0", () => LayerContexts.Create(36, shape: [-1, 6, 6])),
        new("input of rows", () => LayerContexts.Create(36)),
    ];

    private static LearningContext Create(
        Tensor? labels = null, long positives = 2, double progress = 0.5, Func<Tensor>? others = null, Tensor? contribution = null,
            Tensor? kept = null) => new()
            {
                Labels = labels ?? Labels(),
                Positives = positives,
                Progress = progress,
                Contribution = contribution,
                KeptTensors = [new("modulation_scale", kept ?? full([], 0.5)), new("expected_reward", kept ?? full([], 0.5, float64))],
                Generator = new Generator(1UL),
                ActivationsAt = _ => others?.Invoke() ?? Tensors.Random(1, 4, 12),
                GoodnessAt = _ => others?.Invoke() ?? Tensors.Random(1, 4),
                ClassProbabilities = () => others?.Invoke() ?? Tensors.Random(1, 4, 3).softmax(1),
            };

    private static Tensor Labels() => tensor([0L, 1, 2, 0]);
}
