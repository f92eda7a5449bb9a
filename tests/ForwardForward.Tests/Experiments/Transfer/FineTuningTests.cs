using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Transfer;

public sealed class FineTuningTests
{
    [Fact]
    public void Run_TwoSeeds_GivesWhatTrainingByHandGives()
    {
        using ImageDataset source = TransferTasks.Source(), target = TransferTasks.Target();
        TrainingOptions tuning = new() { Epochs = 1, BatchSize = 45 };
        TransferRecipe recipe = TransferTasks.Recipe() with { Tuning = tuning };

        IReadOnlyList<FineTuningResult> results = FineTuning.Run(source, target, recipe, new RepetitionOptions { Seeds = [3, 4] });

        using FFNetwork scratch = recipe.Create(4), network = recipe.Create(4);
        scratch.Fit(target.Train, recipe.Training);
        network.Fit(source.Train, recipe.Training);
        results.Select(result => result.Origin).Should().Equal(FeatureOrigin.Trained, FeatureOrigin.Backprop);
        results[0].Scratch.Values[1].Should().Be(SyntheticImages.Accuracy(scratch, target.Test));
        results[0].BeforeTuning.Values[1].Should().Be(SyntheticImages.Accuracy(network, target.Test));
        network.Fit(target.Train, tuning);
        results[0].Tuned.Values[1].Should().Be(SyntheticImages.Accuracy(network, target.Test));
        results[0].Gain.Mean.Should().BeApproximately(results[0].Tuned.Mean - results[0].Scratch.Mean, 1e-12);

        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        twin.Fit(target.Train, recipe.Training);
        results[1].Scratch.Values[1].Should().Be(twin.MeasureAccuracy(target.Test));
    }

    [Fact]
    public void Options_WithACheckpoint_AreRefusedAsNetworksWouldShareIt()
    {
        TrainingOptions kept = new() { BatchSize = 45, Checkpoint = new CheckpointOptions { Folder = "shared" } };

        FluentActions.Invoking(() => TransferTasks.Recipe() with { Training = kept }).Should().Throw<ArgumentException>()
            .WithMessage("Training keeps checkpoints in one folder*Leave TrainingOptions.Checkpoint out*");
        FluentActions.Invoking(() => TransferTasks.Recipe() with { Tuning = kept })
            .Should().Throw<ArgumentException>().WithMessage("Tuning keeps checkpoints*");
    }

    [Fact]
    public void Run_NetworkThatNamesNoClass_IsRefusedWithTheRemedy()
    {
        using ImageDataset source = TransferTasks.Source(), target = TransferTasks.Target();
        TransferRecipe recipe = TransferTasks.Recipe() with
        {
            Create = seed => SyntheticImages.Network(seed).WithLabelEmbedding(new NoLabelEmbedding()).Build(),
        };

        FluentActions.Invoking(() => FineTuning.Run(source, target, recipe)).Should().Throw<Exception>().WithMessage("*SoftmaxHead*");
    }
}
