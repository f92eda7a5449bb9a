using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Training.Checkpoints;

/// <summary>Checkpoints opened as networks.</summary>
public sealed class LoadedCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LabelledImages _data = SyntheticImages.Create(ShortRuns.Count);

    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    private TrainingOptions Kept => new() { Epochs = 3, BatchSize = 20, Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

    private string Newest => CheckpointFile.In(_folder.FullPath)[0].Path;

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_CheckpointOrItsFolder_IsTheNetworkOfThatEpoch(string kind)
    {
        using FFNetwork network = SavedNetworks.Kinds[kind]().Build();
        network.Fit(_data, Kept with { Negatives = network.Definition.Layers[0].LearnsFromPairs ? NegativeRefresh.Once : default });

        using FFNetwork ofFile = FFNetwork.Load(Newest), ofFolder = FFNetwork.Load(_folder.FullPath);

        ofFile.Definition.Should().Be(network.Definition);
        DigestOf(ofFile).Should().Be(DigestOf(network));
        DigestOf(ofFolder).Should().Be(DigestOf(network));
    }

    [Fact]
    public void Load_EarlierEpochOfABestThatIsKept_IsThatEpoch()
    {
        TrainingOptions options = Kept with
        {
            Validation = _data,
            KeepBestEpoch = true,
            Checkpoint = new CheckpointOptions { Folder = _folder.FullPath, Keep = 9 },
        };
        List<string> afterEpoch = [];
        using FFNetwork network = SyntheticImages.Network().Build();
        afterEpoch.Add(DigestOf(network));
        network.Fit(_data, options with
        {
            Progress = new ProgressCallback<TrainingProgress>(report =>
            {
                if (report.LastEpoch is not null)
                    afterEpoch.Add(DigestOf(network));
            }),
        });

        foreach (CheckpointFile file in CheckpointFile.In(_folder.FullPath))
        {
            using FFNetwork loaded = FFNetwork.Load(file.Path);
            DigestOf(loaded).Should().Be(afterEpoch[file.Epoch]);
        }
    }

    [Fact]
    public void Load_DamagedCheckpoint_IsRefusedAndTheFolderTakesTheOneBefore()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Fit(_data, Kept);
        string before = DigestOfFile(CheckpointFile.In(_folder.FullPath)[1].Path);
        Damage(Newest);

        FluentActions.Invoking(() => FFNetwork.Load(Newest)).Should().Throw<InvalidDataException>().WithMessage("*is damaged*the folder*");
        DigestOfFile(_folder.FullPath).Should().Be(before);

        Damage(CheckpointFile.In(_folder.FullPath)[1].Path);
        FluentActions.Invoking(() => FFNetwork.Load(_folder.FullPath))
            .Should().Throw<InvalidDataException>().WithMessage("No checkpoint in*none of 2*");
    }

    [Fact]
    public void Load_FolderWithoutCheckpoints_IsRefused() =>
        FluentActions.Invoking(() => FFNetwork.Load(_folder.FullPath))
            .Should().Throw<InvalidDataException>().WithMessage("*a folder without checkpoints*Save*");

    [Fact]
    public void Load_CheckpointOfABackpropTwin_IsRefused()
    {
        using BackpropTwin twin = BackpropTwin.Create(SyntheticImages.Network().Define());
        twin.Fit(_data, Kept);

        FluentActions.Invoking(() => FFNetwork.Load(_folder.FullPath))
            .Should().Throw<InvalidDataException>().WithMessage("*that of a BackpropTwin*");
    }

    private static void Damage(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
    }

    private static string DigestOfFile(string path)
    {
        using FFNetwork network = FFNetwork.Load(path);
        return DigestOf(network);
    }

    private static string DigestOf(FFNetwork network) => TrainedState.DigestOf(network.Tensors, new TrainingResult([], 0));
}
