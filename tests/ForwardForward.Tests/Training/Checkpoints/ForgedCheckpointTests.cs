using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Training.Checkpoints;

/// <summary>Checkpoints whose name fits their content, which no run wrote.</summary>
public sealed class ForgedCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LabelledImages _data = SyntheticImages.Create(ShortRuns.Count);

    public static TheoryData<string?, string> Histories => new()
    {
        { null, "*lacks*forwardforward.history*" },
        { "null", "*history is null*" },
        { "[null]", "*1 epochs, and its name says 4*" },
        { "[null,null,null,null]", "*epoch 1: it is null*" },
        { "rubbish", "*history cannot be read*" },
        { "{}", "*history cannot be read*" },
        { "[]", "*0 epochs*" },
        { History(seconds: "1e300"), "*hundred years*" },
        { History(seconds: "1e999"), "*epoch 1*" },
        { History(seconds: "-1"), "*epoch 1*-1 seconds*" },
        { History(losses: "[0.5]"), "*1 losses, and 2 learn*" },
        { History(losses: "null"), "*0 losses, and 2 learn*" },
        { History(losses: "[1e999,0]"), "*epoch 1*" },
        { History(accuracy: "1.5"), "*accuracy*" },
        { History(first: 2), "*epoch 1: it is numbered 2*" },
    };

    private TrainingOptions Kept => new() { Epochs = 4, BatchSize = 20, Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Fit_HistoryThatIsNone_TakesTheCheckpointBefore(string? history, string problem)
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(network, network.Fit(_data, Kept));
        ListLogger logger = new();
        ForgedCheckpoint.EditMetadata(_folder.FullPath, metadata => SetHistory(metadata, history));

        TrainedState.DigestOf(network, network.Fit(_data, Kept with { Logger = logger })).Should().Be(expected);

        logger.Lines.Should().ContainSingle(line => line.Contains("is damaged")).Which.Should().Match(problem);
        logger.Lines.Should().Contain(line => line.StartsWith("Information: Going on after epoch 3, from "));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Fit_NoOtherCheckpoint_LeavesTheNetworkAsItWas(string? history, string problem)
    {
        TrainingOptions kept = Kept with { Checkpoint = new CheckpointOptions { Folder = _folder.FullPath, Keep = 1 } };
        using FFNetwork network = SyntheticImages.Network().Build(), fresh = SyntheticImages.Network().Build();
        network.Fit(_data, kept);
        ForgedCheckpoint.EditMetadata(_folder.FullPath, metadata => SetHistory(metadata, history));

        ShouldRefuse(fresh, kept, problem);
    }

    [Fact]
    public void Fit_LabelsOfNegativesOutOfRange_AreRefused()
    {
        TrainingOptions kept = Kept with
        {
            Negatives = NegativeRefresh.Once,
            Checkpoint = new CheckpointOptions { Folder = _folder.FullPath, Keep = 1 },
        };
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Fit(_data, kept);
        ForgedCheckpoint.EditTensor(_folder.FullPath, "negatives.labels", bytes => bytes[0] = 3);

        FluentActions.Invoking(() => network.Fit(_data, kept))
            .Should().Throw<InvalidDataException>().WithMessage("*negatives.labels*between 0 and 2*");
    }

    [Fact]
    public void Fit_ParameterThatIsNotFinite_IsRefused()
    {
        TrainingOptions kept = Kept with { Checkpoint = new CheckpointOptions { Folder = _folder.FullPath, Keep = 1 } };
        using FFNetwork network = SyntheticImages.Network().Build(), fresh = SyntheticImages.Network().Build();
        network.Fit(_data, kept);
        ForgedCheckpoint.EditTensor(_folder.FullPath, "layer2.bias", bytes => bytes[..4].Fill(0xFF));

        ShouldRefuse(fresh, kept, "*layer2.bias holds NaN*");
    }

    [Fact]
    public void Fit_TensorMissing_TakesTheCheckpointBefore()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(network, network.Fit(_data, Kept));
        ForgedCheckpoint.Replace(
            _folder.FullPath, Persistence.Safetensors.SafetensorsFile.Compose(
                new JsonObject { ["__metadata__"] = Metadata() }.ToJsonString()));

        TrainedState.DigestOf(network, network.Fit(_data, Kept)).Should().Be(expected);

        JsonNode Metadata() =>
            Persistence.Safetensors.SafetensorsFile.Open(CheckpointFile.In(_folder.FullPath)[0].Path).Header["__metadata__"]!.DeepClone();
    }

    [Fact]
    public void Fit_GeneratorOfZeros_EndsNoProcess()
    {
        Resume().Should().Equal("learned");
        foreach (CheckpointFile _ in CheckpointFile.In(_folder.FullPath).Skip(1))
            File.Delete(CheckpointFile.In(_folder.FullPath)[^1].Path);
        ForgedCheckpoint.EditTensor(_folder.FullPath, "generator.shuffling", bytes => bytes.Clear());

        Resume().Should().ContainSingle().Which.Should().Match("InvalidDataException: *\"generator.shuffling\" is not seeded*");
    }

    private string[] Resume()
    {
        using ChildProcess child = new(ChildProgram.Resume, _folder.FullPath);
        return child.ReadToEnd();
    }

    private void ShouldRefuse(FFNetwork network, TrainingOptions kept, string problem)
    {
        string before = TrainedState.DigestOf(network, new TrainingResult([], 0));
        FluentActions.Invoking(() => network.Fit(_data, kept)).Should().Throw<InvalidDataException>().WithMessage(problem);
        TrainedState.DigestOf(network, new TrainingResult([], 0)).Should().Be(before, "nothing was changed");
    }

    private static void SetHistory(JsonObject metadata, string? history)
    {
        if (history is null)
            metadata.Remove(ForgedCheckpoint.History);
        else
            metadata[ForgedCheckpoint.History] = history;
    }

    private static string History(string losses = "[0.5,null]", string accuracy = "null", string seconds = "1", int first = 1) =>
        $"[{string.Join(',', Enumerable.Range(first, 4).Select(epoch =>
            $$"""{"Epoch":{{epoch}},"Losses":{{losses}},"ValidationAccuracy":{{accuracy}},"Seconds":{{seconds}}}"""))}]";
}
