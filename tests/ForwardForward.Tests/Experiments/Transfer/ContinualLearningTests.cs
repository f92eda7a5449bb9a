using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Transfer;

public sealed class ContinualLearningTests
{
    [Fact]
    public void Run_TwoTasks_MeasuresBothAfterEachAndCountsWhatIsLost()
    {
        using ImageDataset whole = TransferTasks.Source(), first = whole.OfClasses(0, 1), second = whole.OfClasses(2);
        TransferRecipe recipe = TransferTasks.Recipe() with
        {
            Create = seed =>
                new FFNetworkBuilder().WithInput(SyntheticImages.Shape)
                    .WithClasses(3).WithSeed(seed).WithOptimizer(new AdamOptions { LearningRate = 0.1 }).AddProjection(8).Build(),
            Training = new TrainingOptions { Epochs = 8, BatchSize = 5 },
        };

        List<(long?, FeatureOrigin?, int)> progress = [];
        RepetitionOptions options = new()
        {
            Seeds = [0, 7],
            Progress = new ProgressCallback<RepetitionProgress>(step => progress.Add((step.Seed, step.Origin, step.Done))),
        };
        IReadOnlyList<ContinualResult> results = ContinualLearning.Run([first, second], recipe, options);

        using FFNetwork network = recipe.Create(7);
        network.Fit(first.Train, recipe.Training);
        double before = SyntheticImages.Accuracy(network, first.Test);
        network.Fit(second.Train, recipe.Training);
        double after = SyntheticImages.Accuracy(network, first.Test);
        results.Select(result => result.Origin).Should().Equal(FeatureOrigin.Trained, FeatureOrigin.Backprop);
        results[0].Accuracy(0, 0).Values[1].Should().Be(before);
        results[0].Accuracy(1, 0).Values[1].Should().Be(after);
        results[0].Accuracy(1, 1).Values[1].Should().Be(SyntheticImages.Accuracy(network, second.Test));
        results[0].Forgetting.Values[1].Should().Be(before - after);
        results.Should().AllSatisfy(
            result => result.Forgetting.Mean.Should().BeGreaterThan(0.1, "a network that sees one class alone forgets the others"));
        progress.Should().Equal(
            (0, FeatureOrigin.Trained, 0), (0, FeatureOrigin.Backprop, 1), (7, FeatureOrigin.Trained, 2), (7, FeatureOrigin.Backprop, 3),
            (null, null, 4));
        FluentActions.Invoking(() => results[0].Accuracy(2, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Run_OneTask_IsRefused()
    {
        using ImageDataset whole = TransferTasks.Source();

        FluentActions.Invoking(() => ContinualLearning.Run([whole], TransferTasks.Recipe()))
            .Should().Throw<ArgumentException>().WithMessage("*two tasks*");
    }
}
