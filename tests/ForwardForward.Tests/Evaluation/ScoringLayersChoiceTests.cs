using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Evaluation;

public sealed class ScoringLayersChoiceTests
{
    [Fact]
    public void ChooseScoringLayers_ThreeLayers_TakesTheRunThatIsRightMostOften()
    {
        using LabelledImages data = SyntheticImages.Create(60), validation = SyntheticImages.Create(1_200, seed: 2);
        using FFNetwork network = new FFNetworkBuilder()
            .WithInput(SyntheticImages.Shape).WithClasses(3).AddProjection(3).AddProjection(12).AddProjection(4).Build();
        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 20 });

        double accuracy = network.ChooseScoringLayers(validation);

        Tensor scores = stack(network.ScoreLabelsPerLayer(validation.Images), 0);
        (Range Run, double Accuracy)[] all = [.. new[] { 0..3, 0..2, 1..3, 0..1, 1..2, 2..3 }.Select(run => (run, AccuracyOf(run)))];
        accuracy.Should().Be(all.Max(run => run.Accuracy));
        network.ScoringLayers.Should().Be(all.First(run => run.Accuracy == accuracy).Run);
        SyntheticImages.Accuracy(network, validation).Should().Be(accuracy);
        all.Select(run => run.Accuracy).Distinct().Count().Should().BeGreaterThan(2, "a test whose runs are all alike chooses nothing");

        double AccuracyOf(Range run)
        {
            Tensor summed = zeros(1_200, 3);
            for (int layer = run.Start.Value; layer < run.End.Value; layer++)
                summed += scores[layer];
            return summed.argmax(1).eq(validation.Labels).to(float64).mean().ToDouble();
        }
    }

    [Fact]
    public void ChooseScoringLayers_CancelledOrImagesThatDoNotFit_ChangesNothing()
    {
        using LabelledImages data = SyntheticImages.Create(30), four = SyntheticImages.Create(30, classes: 4);
        using FFNetwork network = SyntheticImages.Network().WithScoringLayers(1..).Build();

        FluentActions.Invoking(
            () => network.ChooseScoringLayers(data, new EvaluationOptions { Cancellation = new CancellationToken(canceled: true) }))
            .Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => network.ChooseScoringLayers(four)).Should().Throw<ArgumentException>().WithMessage("*3 classes*4*");

        network.ScoringLayers.Should().Be(1..);
    }
}
