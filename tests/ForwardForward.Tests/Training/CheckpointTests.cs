using System.Reflection;
using ForwardForward.Baselines;
using ForwardForward.Data;
using ForwardForward.Negatives;
using ForwardForward.Persistence;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;
using ForwardForward.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LabelledImages _data = SyntheticImages.Create(ShortRuns.Count);

    public static TheoryData<string> Runs => [.. ShortRuns.All.Select(run => run.Name)];

    private TrainingOptions Kept => new() { Epochs = 4, BatchSize = 20, Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

    private IEnumerable<string> Checkpoints => _folder.Files.Where(file => file.StartsWith("epoch-", StringComparison.Ordinal)).Select(file => file[..file.LastIndexOf('-')]);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Fit_CancelledAndCalledAgain_EndsAsIfItNeverWas(string name)
    {
        (_, Func<FFNetworkBuilder> builder, TrainingOptions options) = ShortRuns.All.Single(run => string.Equals(run.Name, name, StringComparison.Ordinal));
        using FFNetwork undisturbed = builder().Build(), cancelled = builder().Build(), fresh = builder().Build();
        string expected = TrainedState.DigestOf(undisturbed, undisturbed.Fit(_data, options));
        TrainingOptions kept = options with { Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

        CancelAfter(2, (watched, token) => cancelled.Fit(_data, watched, token), kept);
        cancelled.Fit(_data, options with { Epochs = 1, Schedule = TrainingSchedule.Simultaneous }); // Nothing is where it was.

        TrainedState.DigestOf(cancelled, cancelled.Fit(_data, kept)).Should().Be(expected);
        TrainedState.DigestOf(fresh, fresh.Fit(_data, kept)).Should().Be(expected, "a run at its end gives its result again");
    }

    [Fact]
    public void Fit_CancelledBeforeTheFirstCheckpointIsDue_BeginsWhereTheRunBegan()
    {
        TrainingOptions kept = Kept with { Checkpoint = new CheckpointOptions { Folder = _folder.FullPath, EveryEpochs = 3 } };
        using FFNetwork undisturbed = SyntheticImages.Network().Build(), network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(undisturbed, undisturbed.Fit(_data, kept with { Checkpoint = null }));

        CancelAfter(2, (watched, token) => network.Fit(_data, watched, token), kept);

        Checkpoints.Should().Equal("epoch-0");
        TrainedState.DigestOf(network, network.Fit(_data, kept)).Should().Be(expected);
        Checkpoints.Should().Equal("epoch-3", "epoch-4");
    }

    [Fact]
    public void Fit_BackpropTwin_GoesOnToo()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using BackpropTwin undisturbed = new(network.Definition, deepSupervision: true), twin = new(network.Definition, deepSupervision: true), plain = new(network.Definition);
        TrainingResult expected = undisturbed.Fit(_data, Kept with { Checkpoint = null });

        CancelAfter(2, (watched, token) => twin.Fit(_data, watched, token), Kept);
        twin.Fit(_data, Kept with { Epochs = 1, Checkpoint = null });
        TrainingResult result = twin.Fit(_data, Kept);

        TrainedState.DigestOf(twin.Parameters, result).Should().Be(TrainedState.DigestOf(undisturbed.Parameters, expected));
        FluentActions.Invoking(() => plain.Fit(_data, Kept)).Should().Throw<InvalidOperationException>().WithMessage("*its plan is backpropagation with deep supervision*");
    }

    [Fact]
    public void Fit_RunAtItsEnd_LearnsNothingMore()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Fit(_data, Kept).History.Should().HaveCount(4);

        TrainingResult again = network.Fit(_data, Kept with { Progress = new ProgressCallback<TrainingProgress>(_ => Assert.Fail("No epoch is left.")) });

        again.History.Select(epoch => epoch.Epoch).Should().Equal(1, 2, 3, 4);
        again.Seconds.Should().BeApproximately(again.History.Sum(epoch => epoch.Seconds), 1e-6);
    }

    [Fact]
    public void Fit_NewestDamaged_TakesTheOneBeforeAndSaysSo()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(network, network.Fit(_data, Kept));
        Checkpoints.Should().Equal("epoch-3", "epoch-4");
        ListLogger logger = new();
        foreach (Action<FileStream> damage in new Action<FileStream>[] { FlipABit, file => file.SetLength(file.Length / 2), file => file.SetLength(0) })
        {
            Damage("epoch-4*", damage);

            TrainedState.DigestOf(network, network.Fit(_data, Kept with { Logger = logger })).Should().Be(expected);
            Checkpoints.Should().Equal("epoch-3", "epoch-4");
        }
        logger.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).Should().HaveCount(3).And.OnlyContain(line => line.Contains("epoch-4-") && line.Contains("is damaged"));
        logger.Lines.Should().Contain(line => line.StartsWith("Information: Going on after epoch 3, from "));
    }

    [Fact]
    public void Fit_EveryCheckpointDamaged_IsNotBegunAnewInSilence()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Fit(_data, Kept);
        Damage("epoch-*", FlipABit);

        FluentActions.Invoking(() => network.Fit(_data, Kept)).Should().Throw<InvalidDataException>().WithMessage("*No checkpoint in*is whole*Delete the folder*");
        Checkpoints.Should().Equal("epoch-3", "epoch-4");
    }

    [Fact]
    public void Fit_UnfinishedFileLeftBehind_IsRemoved()
    {
        File.WriteAllText(_folder.Below("0123.part"), "half a checkpoint");
        using FFNetwork network = SyntheticImages.Network().Build();

        network.Fit(_data, Kept);

        _folder.Files.Should().HaveCount(3).And.NotContain("0123.part");
    }

    [Fact]
    public void Fit_AnotherRunInTheFolder_IsRefusedByName()
    {
        using FFNetwork network = SyntheticImages.Network().Build(), otherSeed = SyntheticImages.Network(seed: 2).Build();
        using FFNetwork otherSampler = SyntheticImages.Network().WithNegatives(new HardLabelSampler()).Build();
        using LabelledImages fewer = SyntheticImages.Create(47), others = SyntheticImages.Create(ShortRuns.Count, seed: 2);
        network.Fit(_data, Kept);
        float[] before = Tensors.Values(otherSeed.Layers[0].Parameters[0].Value);

        Refused(otherSeed, _data, Kept, "network.seed is 1, and that of this one 2");
        Refused(otherSampler, _data, Kept, "network.negatives is {\"type\":\"WrongLabelSampler\"}");
        Refused(network, fewer, Kept, "training images is 48 of 1×6×6 in 3 classes");
        Refused(network, others, Kept, "training images is 48 of 1×6×6");
        Dictionary<string, TrainingOptions> different = new(StringComparer.Ordinal)
        {
            [nameof(TrainingOptions.Epochs)] = Kept with { Epochs = 5 },
            [nameof(TrainingOptions.BatchSize)] = Kept with { BatchSize = 24 },
            [nameof(TrainingOptions.Schedule)] = Kept with { Schedule = TrainingSchedule.Alternating },
            [nameof(TrainingOptions.Negatives)] = Kept with { Negatives = NegativeRefresh.Once },
            [nameof(TrainingOptions.Jitter)] = Kept with { Jitter = 1 },
            [nameof(TrainingOptions.PassOnUpdatedActivations)] = Kept with { PassOnUpdatedActivations = true },
            [nameof(TrainingOptions.Validation)] = Kept with { Validation = fewer },
        };
        foreach (TrainingOptions options in different.Values)
            Refused(network, _data, options, "another run");

        Tensors.Values(otherSeed.Layers[0].Parameters[0].Value).Should().Equal(before);
        typeof(TrainingOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Should().BeEquivalentTo(
            [.. different.Keys, nameof(TrainingOptions.CorruptPositives), nameof(TrainingOptions.Checkpoint), nameof(TrainingOptions.Progress), nameof(TrainingOptions.Logger)],
            "what decides what is learned is a part of RunDescription");
    }

    [Fact]
    public void Fit_PositivesNoLongerCorrupted_IsRefused()
    {
        using FFNetwork network = SyntheticImages.Network().WithNegatives(new MaskedPixelsSampler()).Build();
        network.Fit(_data, Kept with { CorruptPositives = true });

        Refused(network, _data, Kept, "options.corruptPositives is True");
    }

    [Fact]
    public void Fit_FolderThatAnotherRunIsWritingTo_IsRefused()
    {
        using FFNetwork network = SyntheticImages.Network().Build(), other = SyntheticImages.Network().Build();
        ProgressCallback<TrainingProgress> meanwhile = new(_ =>
            FluentActions.Invoking(() => other.Fit(_data, Kept)).Should().Throw<IOException>().WithMessage("*cannot be taken*another run*"));

        network.Fit(_data, Kept with { Progress = meanwhile }).History.Should().HaveCount(4);
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

        FluentActions.Invoking(() => network.Fit(_data, kept with { Progress = move })).Should().Throw<IOException>().WithMessage("The checkpoint after epoch 3 cannot be written to*can be used*");
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

        FluentActions.Invoking(() => network.Fit(_data, kept with { Progress = fill })).Should().Throw<IOException>().WithMessage("The checkpoint after epoch 3 cannot be written to*No space left*Make room*");
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
            file.Entries.Where(entry => entry.Type == float32).Should().OnlyContain(entry => file.Read(entry.Name, null).isfinite().all().item<bool>());
        }
    }

    [Fact]
    public void CheckpointOptions_OutOfRange_AreRefused()
    {
        FluentActions.Invoking(() => new CheckpointOptions { Folder = " " }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CheckpointOptions { Folder = "run", Keep = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CheckpointOptions { Folder = "run", EveryEpochs = 0 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void CancelAfter(int epoch, Action<TrainingOptions, CancellationToken> fit, TrainingOptions options)
    {
        using CancellationTokenSource cancellation = new();
        ProgressCallback<TrainingProgress> progress = new(report =>
        {
            if (report.LastEpoch?.Epoch == epoch)
                cancellation.Cancel();
        });
        FluentActions.Invoking(() => fit(options with { Progress = progress }, cancellation.Token)).Should().Throw<OperationCanceledException>();
    }

    private static void Refused(FFNetwork network, LabelledImages data, TrainingOptions options, string why) =>
        FluentActions.Invoking(() => network.Fit(data, options)).Should().Throw<InvalidOperationException>().WithMessage($"*another run: *{why.Replace("another run", string.Empty, StringComparison.Ordinal)}*");

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
