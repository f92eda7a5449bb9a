using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;
using ForwardForward.Tests.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training.Checkpoints;

/// <summary>Checkpoints that are damaged, cannot be written, or must not be.</summary>
public sealed class CheckpointFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LabelledImages _data = SyntheticImages.Create(ShortRuns.Count);

    private TrainingOptions Kept => new() { Epochs = 4, BatchSize = 20, Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

    private IEnumerable<string> Checkpoints =>
        _folder.Files.Where(file => file.StartsWith("epoch-", StringComparison.Ordinal)).Select(file => file[..file.LastIndexOf('-')]);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Fit_NewestDamaged_TakesTheOneBeforeAndSaysSo()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(network, network.Fit(_data, Kept));
        Checkpoints.Should().Equal("epoch-3", "epoch-4");
        ListLogger logger = new();
        foreach (Action<FileStream> damage in new Action<FileStream>[]
        {
            FlipABit,
            file => file.SetLength(file.Length / 2),
            file => file.SetLength(0),
        })
        {
            Damage("epoch-4*", damage);

            TrainedState.DigestOf(network, network.Fit(_data, Kept with { Logger = logger })).Should().Be(expected);
            Checkpoints.Should().Equal("epoch-3", "epoch-4");
        }
        logger.Lines.Where(line => line.Contains("is damaged"))
            .Should().HaveCount(3).And.OnlyContain(line => line.StartsWith("Warning") && line.Contains("epoch-4-"));
        logger.Lines.Should().Contain(line => line.StartsWith("Information: Going on after epoch 3, from "));
    }

    [Fact]
    public void Fit_EveryCheckpointDamaged_IsNotBegunAnewInSilence()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Fit(_data, Kept);
        Damage("epoch-*", FlipABit);

        FluentActions.Invoking(() => network.Fit(_data, Kept))
            .Should().Throw<InvalidDataException>().WithMessage("*No checkpoint in*is whole*Delete the folder*");
        Checkpoints.Should().Equal("epoch-3", "epoch-4");
    }

    [Fact]
    public void Fit_FilesInTheFolder_RemovesItsOwnUnfinishedOnesAlone()
    {
        string random = new('a', 32), digest = new('b', 64);
        string[] others =
        [
            "0123.part", $"{random}.part", $"digits.{random}.part", $"epoch-1.{random[1..]}.part", $"epoch-01.{random}.part",
            $"epoch-1.{random}.part.txt", "epoch-9-best.safetensors", $"epoch-9-{digest}.safetensors.bak", $"epoch-09-{digest}.safetensors",
            $"epoch-9-{digest.ToUpperInvariant()}.safetensors",
        ];
        foreach (string name in (string[])[.. others, $"epoch-1.{random}.part", $"epoch-12.{random}.part"])
            File.WriteAllText(_folder.Below(name), "content");
        using FFNetwork network = SyntheticImages.Network().Build();

        network.Fit(_data, Kept);

        _folder.Files.Should().Contain(others).And.HaveCount(others.Length + 3, "two checkpoints and the lock are the run's");
    }

    [LinuxX64Fact]
    public void Fit_CheckpointThatIsAPipe_IsPassedOver()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(network, network.Fit(_data, Kept));
        foreach (Action<string> create in (Action<string>[])[SpecialFiles.CreatePipe, path => File.CreateSymbolicLink(path, "/dev/zero")])
        {
            string newest = CheckpointFile.In(_folder.FullPath)[0].Path;
            File.Delete(newest);
            create(newest);

            TrainedState.DigestOf(network, network.Fit(_data, Kept)).Should().Be(expected);
        }
    }

    [Fact]
    public void Fit_FolderGone_SaysSoAndGoesOnWhenItIsBack()
    {
        using FFNetwork undisturbed = SyntheticImages.Network().Build(), network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(undisturbed, undisturbed.Fit(_data, Kept with { Checkpoint = null }));
        string folder = _folder.Below("run"), away = _folder.Below("away");
        TrainingOptions kept = Kept with { Checkpoint = new CheckpointOptions { Folder = folder } };
        ProgressCallback<TrainingProgress> move = new(progress =>
        {
            if (progress.LastEpoch?.Epoch == 2)
                Directory.Move(folder, away);
        });

        FluentActions.Invoking(() => network.Fit(_data, kept with { Progress = move }))
            .Should().Throw<IOException>().WithMessage("The checkpoint after epoch 3 cannot be written to*can be used*");
        network.Predict(_data.Images).Dispose();
        Directory.Move(away, folder);

        TrainedState.DigestOf(network, network.Fit(_data, kept)).Should().Be(expected);
    }

    [SmallDiskFact]
    public void Fit_DiskFull_SaysSoAndGoesOnWhenThereIsRoom()
    {
        using SmallDisk disk = new(_folder.Below("disk"), kibibytes: 512);
        using FFNetwork undisturbed = SyntheticImages.Network().Build(), network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(undisturbed, undisturbed.Fit(_data, Kept with { Checkpoint = null }));
        TrainingOptions kept = Kept with { Checkpoint = new CheckpointOptions { Folder = Path.Combine(disk.Path, "run") } };
        ProgressCallback<TrainingProgress> fill = new(progress =>
        {
            if (progress.LastEpoch?.Epoch == 2)
                disk.Fill(leaveBytes: 8192);
        });

        FluentActions.Invoking(() => network.Fit(_data, kept with { Progress = fill }))
            .Should().Throw<IOException>().WithMessage("The checkpoint after epoch 3 cannot be written to*No space left*Make room*");
        CheckpointFile.In(kept.Checkpoint.Folder).Should().OnlyContain(file => file.IsWhole()).And.HaveCount(2);
        Directory.EnumerateFiles(kept.Checkpoint.Folder, "*.part").Should().BeEmpty();
        network.Predict(_data.Images).Dispose();
        disk.Empty();

        TrainedState.DigestOf(network, network.Fit(_data, kept)).Should().Be(expected);
    }

    [Fact]
    public void Fit_Diverges_LeavesNoCheckpointOfIt()
    {
        using FFNetwork network = SyntheticImages.Network().WithNegatives(new SpoilingSampler(batches: 8)).Build();

        FluentActions.Invoking(() => network.Fit(_data, Kept)).Should().Throw<TrainingDivergedException>().Which.Epoch.Should().Be(3);

        Checkpoints.Should().Equal("epoch-1", "epoch-2");
        foreach (CheckpointFile checkpoint in CheckpointFile.In(_folder.FullPath))
        {
            using DisposeScope scope = NewDisposeScope();
            using SafetensorsReader file = SafetensorsReader.Open(checkpoint.Path);
            file.Entries.Where(entry => entry.Type == float32)
                .Should().OnlyContain(entry => file.Read(entry.Name, null).isfinite().all().item<bool>());
        }
    }

    private static void FlipABit(FileStream file)
    {
        file.Position = file.Length - 5;
        int value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }

    private void Damage(string files, Action<FileStream> damage)
    {
        foreach (string path in Directory.EnumerateFiles(_folder.FullPath, files))
        {
            using FileStream file = new(path, FileMode.Open);
            damage(file);
        }
    }

    /// <summary>Gives infinite images from some batch on.</summary>
    private sealed class SpoilingSampler(int batches) : INegativeSampler
    {
        private int _drawn;

        public int Batches => batches;

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
        {
            LabelledBatch wrong = new WrongLabelSampler().Sample(positives, context);
            return _drawn++ < batches ? wrong : wrong with { Images = positives.Images / 0 };
        }
    }
}
