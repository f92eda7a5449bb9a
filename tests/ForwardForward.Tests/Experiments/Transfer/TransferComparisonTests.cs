using ForwardForward.Data;
using ForwardForward.Experiments;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Transfer;

public sealed class TransferComparisonTests
{
    [Fact]
    public void Run_OneRecipe_GivesARowForEachBudgetOfEachKindOfFeatures()
    {
        using ImageDataset source = TransferTasks.Source(), target = TransferTasks.Target();
        List<RepetitionProgress> progress = [];

        IReadOnlyList<TransferRow> rows = TransferComparison.Run(source, target, [TransferTasks.Recipe()], new TransferOptions
        {
            Seeds = [0, 1, 2],
            LabelBudgets = [9, null],
            Draws = 2,
            Progress = new ProgressCallback<RepetitionProgress>(progress.Add),
        });

        rows.Select(row => (row.Recipe, row.Origin, row.Labels)).Should().Equal(
            (null, FeatureOrigin.RawPixels, 9),
            (null, FeatureOrigin.RawPixels, 90),
            ("projection", FeatureOrigin.Untrained, 9),
            ("projection", FeatureOrigin.Untrained, 90),
            ("projection", FeatureOrigin.Backprop, 9),
            ("projection", FeatureOrigin.Backprop, 90),
            ("projection", FeatureOrigin.Trained, 9),
            ("projection", FeatureOrigin.Trained, 90));
        rows.Should().AllSatisfy(row => row.Accuracy.Count.Should().Be(3));
        rows.Should().AllSatisfy(
            row => (row.ToUntrained is not null).Should().Be(row.Origin is FeatureOrigin.Backprop or FeatureOrigin.Trained));
        rows.Should().AllSatisfy(
            row => (row.SourceAccuracy is not null).Should().Be(row.Origin is FeatureOrigin.Backprop or FeatureOrigin.Trained));
        rows[7].ToUntrained!.Mean.Should().BeApproximately(rows[7].Accuracy.Mean - rows[3].Accuracy.Mean, 1e-12);
        progress.Select(step => step.Done).Should().Equal(Enumerable.Range(0, 13));
        progress.Should().AllSatisfy(step => step.Count.Should().Be(12));
    }

    [Fact]
    public void Run_AllLabels_EachRowIsTheProbeOfItsFeatures()
    {
        using ImageDataset source = TransferTasks.Source(), target = TransferTasks.Target();
        TransferRecipe recipe = TransferTasks.Recipe();

        IReadOnlyList<TransferRow> rows = TransferComparison.Run(
            source, target, [recipe], new TransferOptions { Seeds = [5], LabelBudgets = [null] });

        using FFNetwork network = recipe.Create(5);
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        rows[0].Accuracy.Values.Should().Equal(Probe(RawPixels.Features));
        rows[1].Accuracy.Values.Should().Equal(Probe(images => network.ExtractFeatures(images)));
        twin.Fit(source.Train, recipe.Training);
        rows[2].Accuracy.Values.Should().Equal(Probe(images => twin.ExtractFeatures(images)));
        rows[2].SourceAccuracy!.Values.Should().Equal(twin.MeasureAccuracy(source.Test));
        network.Fit(source.Train, recipe.Training);
        rows[3].Accuracy.Values.Should().Equal(Probe(images => network.ExtractFeatures(images)));
        rows[3].SourceAccuracy!.Values.Should().Equal(SyntheticImages.Accuracy(network, source.Test));

        double Probe(Func<Tensor, Tensor> features)
        {
            using LinearProbe probe = LinearProbe.Fit(features, target.Train, new ProbeOptions { Validation = target.Validation });
            return probe.MeasureAccuracy(target.Test);
        }
    }

    [Fact]
    public void Run_FewLabels_IsTheMeanOfDrawsThatEverySeedMakesAnew()
    {
        using ImageDataset source = TransferTasks.Source(), target = TransferTasks.Target();
        RidgeHead head = new() { Strengths = [0.1] };

        double[] Run(int draws) => [.. TransferComparison.Run(
            source, target, [TransferTasks.Recipe()],
            new TransferOptions { Seeds = [0, 1, 2, 3, 4], LabelBudgets = [4], Draws = draws, Head = head })[0].Accuracy.Values];

        double[] one = Run(1), three = Run(3);
        one.Distinct().Count().Should().BeGreaterThan(1, "raw pixels differ by the images drawn alone");
        one.Should().AllSatisfy(accuracy => (accuracy * 90).Should().BeApproximately(Math.Round(accuracy * 90), 1e-9));
        three.Should().NotEqual(one);
        three.Should().AllSatisfy(accuracy => (accuracy * 270).Should().BeApproximately(Math.Round(accuracy * 270), 1e-9));
    }

    [Fact]
    public void Run_AgainOrCancelled_LeavesNoTensor()
    {
        using ImageDataset source = TransferTasks.Source(), target = TransferTasks.Target();
        TransferOptions options = new() { Seeds = [0], LabelBudgets = [9, null], Draws = 2 };
        TransferComparison.Run(source, target, [TransferTasks.Recipe()], options);
        using CancellationTokenSource cancellation = new();
        long before = Tensors.CountLive();

        TransferComparison.Run(source, target, [TransferTasks.Recipe()], options);
        TransferOptions cancelled = new()
        {
            Seeds = [0],
            LabelBudgets = [9, null],
            Draws = 2,
            Progress = new ProgressCallback<RepetitionProgress>(step => Cancel(step.Done == 3)),
            Cancellation = cancellation.Token,
        };
        FluentActions.Invoking(() => TransferComparison.Run(source, target, [TransferTasks.Recipe()], cancelled))
            .Should().Throw<OperationCanceledException>();

        Tensor.TotalCount.Should().Be(before);

        void Cancel(bool now)
        {
            if (now)
                cancellation.Cancel();
        }
    }

    [Fact]
    public void Run_WhatCannotBeCompared_IsRefusedBeforeAnythingIsTrained()
    {
        using ImageDataset source = TransferTasks.Source(), target = TransferTasks.Target();
        TransferRecipe recipe =
            TransferTasks.Recipe() with { Create = _ => throw new InvalidOperationException("Nothing should be made.") };

        Refuse(() => TransferComparison.Run(source, target, []), "*at least one recipe*");
        Refuse(() => TransferComparison.Run(source, target, [recipe, recipe]), "*name of its own*");
        Refuse(() => TransferComparison.Run(source, source, [recipe]), "*validation*");
        Refuse(
            () => TransferComparison.Run(source, target, [recipe], new TransferOptions { LabelBudgets = [90] }),
            "*90 labels*'target' has 90*");
        Refuse(() => _ = new TransferOptions { Seeds = [] }, "Seeds is empty*at least one*");
        Refuse(() => _ = new TransferOptions { LabelBudgets = [0] }, "*at least 1*");

        static void Refuse(Action action, string message) =>
            FluentActions.Invoking(action).Should().Throw<ArgumentException>().WithMessage(message);
    }
}
