using System.Reflection;
using System.Runtime.CompilerServices;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Extensibility;
using ForwardForward.Tests.Experiments.Transfer;
using ForwardForward.Tests.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>What is handed to each kind of parameter: first something right, then what is wrong.</summary>
internal static class HostileArguments
{
    private static readonly HostileArgument Null = new("null", () => null);

    /// <summary>Networks of every kind, new ones for each call, and a disposed one.</summary>
    public static IReadOnlyList<HostileArgument> Networks { get; } =
    [
        .. SavedNetworks.Kinds.Select(kind => new HostileArgument($"[{kind.Key}] ", () => kind.Value().Build())),
        new("[disposed] ", () => Disposed(SyntheticImages.Network().Build())),
    ];

    /// <summary>Something of each class of the library that has a type's members.</summary>
    public static IReadOnlyList<HostileArgument> Receivers(Type type) => type == typeof(LocalLayer)
        ? [.. Networks.Select(network => new HostileArgument(network.Name, () => ((FFNetwork)network.Create()!).Layers[0]))]
        :
        [
            .. typeof(FFNetwork).Assembly.GetExportedTypes()
                .Where(candidate => candidate is { IsAbstract: false, ContainsGenericParameters: false } && candidate.IsAssignableTo(type))
                .Select(candidate => new HostileArgument($"[{candidate.Name}] ", () => Specimens.Create(candidate))),
        ];

    public static IReadOnlyList<HostileArgument> For(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(Tensor))
            return [.. HostileTensors.All.OrderByDescending(
                tensor => string.Equals(tensor.Name, RightTensor(parameter), StringComparison.Ordinal))];
        if (type == typeof(string))
            return Texts(parameter.Name!);
        return Of(type);
    }

    private static string RightTensor(ParameterInfo parameter) => parameter.Name switch
    {
        "images" or "clean" => "4 images",
        "labels" or "shownLabels" or "indices" => "4 labels",
        "positive" or "negative" or "slope" => "4 numbers",
        "goodness" => parameter.Member.DeclaringType!.IsAssignableTo(typeof(IModulation)) ? "4 numbers" : "4 scores",
        _ => "4 rows",
    };

    private static IReadOnlyList<HostileArgument> Texts(string name) => name switch
    {
        "path" or "folder" or "trainImages" or "trainLabels" or "testImages" or "testLabels" =>
            [new("a file", () => Path.Combine(Path.GetTempPath(), "hostile.safetensors")), Null, new("nothing", () => ""), new(
                "a folder",
                Path.GetTempPath), new("a file in no folder", () => "/proc/no/such/folder/file"), new("a path with 0", () => "a\0b")],
        _ => [new("a text", () => "layer"), Null, new("nothing", () => ""), new("half a pair", () => "\ud800"), new(
            "a list", () => "[1e999]")],
    };

    private static IReadOnlyList<HostileArgument> Of(Type type)
    {
        if (Known.TryGetValue(type, out IReadOnlyList<HostileArgument>? known))
            return known;
        if (type.IsEnum)
            return [.. Enum.GetValues(type)
                .Cast<object>().Append(Enum.ToObject(type, 99)).Select(value => new HostileArgument($"{value}", () => value))];
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return [Null, .. Of(underlying)];
        if (Specimens.CanCreate(type))
            return [new($"a {type.Name}", () => Specimens.Create(type)), Null];
        return type.IsValueType ? [new($"an empty {type.Name}", () => RuntimeHelpers.GetUninitializedObject(type))] : [Null];
    }

    private static IReadOnlyList<HostileArgument> Datasets { get; } =
    [
        new("12 images", () => SyntheticImages.Create(12)),
        Null,
        new("disposed images", () => Disposed(SyntheticImages.Create(12))),
        new("one image", () => SyntheticImages.Create(1)),
        new("one class", () => new LabelledImages(Tensors.Random(1, 12, 1, 6, 6), zeros([12], int64), 3)),
        new("images all alike", () => new LabelledImages(zeros([12, 1, 6, 6]), arange(12, int64).remainder(3), 3)),
        new("huge images", () => new LabelledImages(full([12, 1, 6, 6], float.MaxValue), arange(12, int64).remainder(3), 3)),
        new("smaller images", () => new LabelledImages(Tensors.Random(1, 12, 1, 5, 5), zeros([12], int64), 3)),
        new("colour images", () => new LabelledImages(Tensors.Random(1, 12, 3, 6, 6), zeros([12], int64), 3)),
        new("images of more classes", () => SyntheticImages.Create(12, classes: 5)),
    ];

    private static IReadOnlyList<HostileArgument> Batches { get; } =
    [
        .. HostileTensors.All.Select(images =>
            new HostileArgument($"{images.Name} with 4 labels", () => new LabelledBatch((Tensor)images.Create()!, zeros([4], int64)))),
        .. HostileTensors.All.Select(labels => new HostileArgument(
            $"4 images with {labels.Name}", () => new LabelledBatch(Tensors.Random(1, 4, 1, 6, 6), (Tensor)labels.Create()!))),
    ];

    private static IReadOnlyList<HostileArgument> Options { get; } =
    [
        new("batches of 4", () => new TrainingOptions { Epochs = 1, BatchSize = 4 }),
        Null,
        new("batches of 1", () => new TrainingOptions { Epochs = 1, BatchSize = 1 }),
        new("batches of 5", () => new TrainingOptions { Epochs = 1, BatchSize = 5 }),
        new("batches of 11", () => new TrainingOptions { Epochs = 1, BatchSize = 11 }),
        new("a full batch, negatives once", () => new TrainingOptions { Epochs = 1, BatchSize = 12, Negatives = NegativeRefresh.Once }),
        new("validation by smaller images", () => new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 4,
            Validation = new LabelledImages(Tensors.Random(1, 4, 1, 5, 5), zeros([4], int64), 3),
        }),
        new("validation by disposed images", () =>
            new TrainingOptions { Epochs = 1, BatchSize = 4, Validation = Disposed(SyntheticImages.Create(12)) }),
        new("jitter", () => new TrainingOptions { Epochs = 1, BatchSize = 4, Jitter = 5 }),
        new("greedy", () => new TrainingOptions { Epochs = 2, BatchSize = 4, Schedule = TrainingSchedule.Greedy }),
        new("a schedule of another network", () =>
            new TrainingOptions { Epochs = 2, BatchSize = 4, Schedule = TrainingSchedule.Interleaved(1, 1, 1, 1, 1) }),
    ];

    private static readonly Dictionary<Type, IReadOnlyList<HostileArgument>> Known = new()
    {
        [typeof(FFNetwork)] = [.. Networks, Null],
        [typeof(LabelledImages)] = Datasets,
        [typeof(LabelledBatch)] = Batches,
        [typeof(SamplingContext)] = HostileContexts.Sampling,
        [typeof(LearningContext)] = HostileContexts.Learning,
        [typeof(ModulationContext)] = HostileContexts.Learning,
        [typeof(LayerContext)] = HostileContexts.Creation,
        [typeof(TrainingOptions)] = Options,
        [typeof(int)] = Numbers(3, 0, -1, 1, 2, 1_000),
        [typeof(long)] = Numbers(3L, 0L, -1L, long.MaxValue),
        [typeof(double)] = Numbers(0.5, double.NaN, double.PositiveInfinity, -1.0, 0.0, 2.0),
        [typeof(bool)] = Numbers(false, true),
        [typeof(Range)] = Numbers(.., ^1.., 5..9, 0..0),
        [typeof(CancellationToken)] = Numbers(CancellationToken.None, new CancellationToken(canceled: true)),
        [typeof(ImageShape)] = Numbers(SyntheticImages.Shape, default, new ImageShape(-1, 6, 6), new ImageShape(3, 6, 6)),
        [typeof(Generator)] =
            [new("a generator", () => new Generator(1UL)), Null, new("a disposed generator", () => Disposed(new Generator(1UL)))],
        [typeof(Device)] = [new("the CPU", () => CPU), Null, new("no memory", () => new Device(DeviceType.META)), new(
            "CUDA", () => new Device(DeviceType.CUDA, 7))],
        [typeof(Stream)] =
            [new("an empty stream", () => new MemoryStream()), Null, new("a closed stream", () => Disposed(new MemoryStream()))],
        [typeof(Func<Tensor, Tensor>)] = [new("a map", () => (Tensor images) => images.flatten(1)), Null, .. HostileTensors.All.Select(
            tensor => new HostileArgument($"a map to {tensor.Name}", () => (Tensor _) => (Tensor)tensor.Create()!))],
        [typeof(IReadOnlyList<Tensor>)] =
        [
            new("3 goodnesses", () => Goodness(4, 4, 4)), Null, new("no tensors", () => Array.Empty<Tensor>()),
            new("null tensors", () => new Tensor[3]), new("other lengths", () => Goodness(4, 3, 5)),
            .. HostileTensors.All.Select(
                tensor => new HostileArgument($"one of {tensor.Name}", () => (Tensor[])[.. Goodness(4, 4), (Tensor)tensor.Create()!])),
        ],
        [typeof(IReadOnlyList<long>)] = ListOf<long>(
            [1, 6, 6], [], [36], [0, 0, 0], [-1, -1, -1], [1, 2, 3, 4], [1, 1, 1], [long.MaxValue, long.MaxValue, long.MaxValue]),
        [typeof(long[])] = ListOf<long>([0, 1], [], [9], [-1], [0, 0], [0, 1, 2]),
        [typeof(int[])] = ListOf([1, 2], [], [-1], [0], [3, 1]),
        [typeof(IReadOnlyList<double>)] = ListOf([0.5, 0.75], [], [double.NaN], [double.PositiveInfinity, 1], [1]),
        [typeof(IReadOnlyList<string>)] = ListOf<string?>(["no-such-file"], [], [null], [""]),
        [typeof(IReadOnlyList<ImageDataset>)] = [
            new("two tasks", () => (ImageDataset[])[TransferTasks.Source(), TransferTasks.Source()]), Null,
            new("no tasks", () => Array.Empty<ImageDataset>()), new("null tasks", () => new ImageDataset[2]),
            new("disposed tasks", () => (ImageDataset[])[Disposed(TransferTasks.Source()), TransferTasks.Source()])],
        [typeof(IReadOnlyList<TransferRecipe>)] = [new("a recipe", () => (TransferRecipe[])[TransferTasks.Recipe()]), Null, new(
            "no recipes", () => Array.Empty<TransferRecipe>()), new("null recipes", () => new TransferRecipe[1])],
        [typeof(IEnumerable<NamedTensor>)] =
            [new("a tensor", () => Named("a", ones(3))), Null, new("no name", () => Named(null!, ones(3))), .. HostileTensors.All.Select(
                tensor => new HostileArgument($"a tensor of {tensor.Name}", () => Named("a", (Tensor)tensor.Create()!)))],
    };

    private static Tensor[] Goodness(params long[] lengths) => [.. lengths.Select(length => Tensors.Random(1, length))];

    private static NamedTensor[] Named(string name, Tensor tensor) => [new(name, tensor)];

    private static IReadOnlyList<HostileArgument> ListOf<T>(params T[][] lists) =>
        [new($"[{string.Join(", ", lists[0])}]", () => lists[0]), Null, .. lists.Skip(1).Select(list => new HostileArgument(
            $"[{string.Join(", ", list)}]", () => list))];

    private static IReadOnlyList<HostileArgument> Numbers<T>(params T[] values) =>
        [.. values.Select(value => new HostileArgument($"{value}", () => value))];

    private static T Disposed<T>(T owner)
        where T : IDisposable
    {
        owner.Dispose();
        return owner;
    }
}
