using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Onnx;

public sealed class OnnxGraphTests
{
    private readonly OnnxGraph _graph = new([]);

    /// <summary>What an objective measures where no class is scored, no exported network reads.</summary>
    private static readonly Dictionary<Type, string> NotExported = new()
    {
        [typeof(SelfContrastiveObjective)] = "Its layer learns without labels: its network predicts by a softmax head.",
        [typeof(ViewContrastObjective)] = "Its layer learns without labels: its network predicts by a softmax head.",
    };

    /// <summary>What is used only while a network learns, and what prediction needs nothing of.</summary>
    private static readonly Dictionary<Type, string> OfLearningAlone = new()
    {
        [typeof(INegativeSampler)] = "It makes negatives.",
        [typeof(IContrastiveLoss)] = "It judges a batch.",
        [typeof(IClassLoss)] = "It judges a batch.",
        [typeof(IModulation)] = "It scales the goodness of a batch that is learned.",
        [typeof(ICollaboration)] = "It adds to the goodness of a batch that is learned.",
    };

    [Fact]
    public void Parts_OfTheLibrary_SayWhatTheyCompute()
    {
        Type[] types = [.. typeof(FFNetwork).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false })];
        Type[] needed =
        [
            .. types.Where(type => typeof(IGoodness).IsAssignableFrom(type) || typeof(INormalisation).IsAssignableFrom(type)
                || type.IsSubclassOf(typeof(LocalLayer)) || type.IsSubclassOf(typeof(LocalObjective))),
        ];

        needed.Should().HaveCountGreaterThan(15);
        needed.Where(type => !typeof(IOnnxExportable).IsAssignableFrom(type)).Should().BeEquivalentTo(NotExported.Keys);
        types.Where(type => typeof(ILabelEmbedding).IsAssignableFrom(type))
            .Should().HaveCountGreaterThan(5).And.OnlyContain(type => typeof(IOnnxLabelEmbedding).IsAssignableFrom(type));
    }

    [Fact]
    public void KindsOfStrategies_OfTheLibrary_AreExportedOrActWhileLearningAlone() =>
        typeof(FFNetwork).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && type.Namespace is "ForwardForward" && !type.GetInterfaces().Any(IsOfLibrary))
            .Except([typeof(IOnnxExportable), typeof(IOnnxLabelEmbedding)])
            .Should().BeEquivalentTo([typeof(IGoodness), typeof(INormalisation), typeof(ILabelEmbedding), .. OfLearningAlone.Keys]);

    [Fact]
    public void Constant_TensorWithoutNumbers_IsRefused()
    {
        using Tensor meta = zeros([2], device: new Device(DeviceType.META));

        FluentActions.Invoking(() => _graph.Constant(meta)).Should().Throw<ArgumentException>().WithMessage("*on the device \"meta\"*");
    }

    [Fact]
    public void Constant_TensorLargerThanAFile_IsRefusedBeforeItsMemoryIsTaken()
    {
        using Tensor one = zeros(1), huge = one.expand(int.MaxValue / 4 + 1L);

        FluentActions.Invoking(() => _graph.Constant(huge)).Should().Throw<InvalidOperationException>()
            .WithMessage("An ONNX file holds at most 2147483647 bytes, and this network needs 2147483648 and more.*");
    }

    [Fact]
    public void Add_NamesOfValues_AreGivenOnce()
    {
        OnnxValue first = _graph.Constant(1), second = _graph.Constant(2);

        _graph.Add("Add", [first, second]).Name.Should().Be("Add");
        _graph.Add("Add", [first, second]).Name.Should().Be("Add_2");
        second.ToString().Should().Be("constant_2");
    }

    [Fact]
    public void AddWithOutputs_None_IsRefused() =>
        FluentActions.Invoking(() => _graph.AddWithOutputs(0, "TopK", [])).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Add_NullInput_NamesTheOperator() =>
        FluentActions.Invoking(() => _graph.Add("Relu", [null!])).Should().Throw<ArgumentException>().WithMessage("An input of Relu*");

    private static bool IsOfLibrary(Type type) => type.Assembly == typeof(FFNetwork).Assembly;
}
