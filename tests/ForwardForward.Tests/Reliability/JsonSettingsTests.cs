using System.Text.Json.Serialization;
using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>Settings as JSON, whatever the program has made of the serialiser and whatever a plugin has for settings.</summary>
public sealed class JsonSettingsTests
{
    [Fact]
    public void SaveLoadAndCheckpoints_WithTheSerialisersReflectionOff_WorkAsWithIt()
    {
        using TemporaryFolder folder = new();
        using ChildProcess child = new(ChildProgram.Json, folder.FullPath);

        child.ReadToEnd().Should().Equal([.. SavedNetworks.Kinds.Keys.Select(kind => $"{kind}: True, True"), "record: True"]);
    }

    public static TheoryData<string, string> Unwritable => new()
    {
        { nameof(ByFunction), nameof(ByFunction.Function) },
        { nameof(ByTensor), nameof(ByTensor.Weight) },
        { nameof(ByThrowing), nameof(ByThrowing.Fails) },
        { nameof(ByInner), nameof(ByFunction.Function) },
    };

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void Save_PluginWithASettingThatJsonCannotHold_NamesItAndTheRemedy(string plugin, string property)
    {
        using TemporaryFolder folder = new();
        using LabelledImages data = SyntheticImages.Create(12);
        using FFNetwork network = SavedNetworks.Bare().WithGoodness(Create(plugin)).AddDense(6).Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = 6 };
        network.Fit(data, options);
        string learned = DigestOf(network);

        Action[] refused =
        [
            () => network.Definition.ToJson(),
            () => network.Save(Path.Combine(folder.FullPath, "network.safetensors")),
            () => network.Fit(data, options with { Checkpoint = new CheckpointOptions { Folder = Path.Combine(folder.FullPath, "run") } }),
        ];

        refused.Should().AllSatisfy(verb =>
            verb.Should().Throw<InvalidOperationException>().WithMessage($"*By*its property {property}, a *[JsonIgnore]*"));
        DigestOf(network).Should().Be(learned, "nothing is learned that could not be kept");
        Directory.EnumerateFiles(folder.FullPath, "*.safetensors", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void Save_PluginThatHidesWhatIsNoSetting_Saves()
    {
        using TemporaryFolder folder = new();
        using FFNetwork network = SavedNetworks.Bare().WithGoodness(new Hiding()).AddDense(6).Build();

        network.Save(Path.Combine(folder.FullPath, "network.safetensors"));

        network.Definition.ToJson().Should().NotContain("function");
    }

    private static string DigestOf(FFNetwork network) => TrainedState.DigestOf(network, new TrainingResult([], 0));

    private static IGoodness Create(string plugin) => plugin switch
    {
        nameof(ByFunction) => new ByFunction(),
        nameof(ByTensor) => new ByTensor(),
        nameof(ByThrowing) => new ByThrowing(),
        _ => new ByInner(),
    };

    private class Squares : IGoodness
    {
        public Tensor Measure(Tensor activations) => new MeanSquareGoodness().Measure(activations);
    }

    private sealed class ByFunction : Squares
    {
        public Func<double, double> Function { get; init; } = Math.Sqrt;
    }

    private sealed class ByTensor : Squares
    {
        public Tensor Weight { get; } = ones(2);
    }

    private sealed class ByThrowing : Squares
    {
        private readonly string _why = "Not yet.";

        public double Fails => throw new InvalidOperationException(_why);
    }

    private sealed class ByInner : Squares
    {
        public IGoodness Inner { get; } = new ByFunction();
    }

    private sealed class Hiding : Squares
    {
        [JsonIgnore]
        public Func<double, double> Function { get; } = Math.Sqrt;
    }
}
