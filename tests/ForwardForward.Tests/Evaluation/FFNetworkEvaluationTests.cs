using ForwardForward.Data;
using ForwardForward.Evaluation;
using ForwardForward.Labels;
using ForwardForward.Normalisation;
using ForwardForward.PredictiveCoding;
using ForwardForward.Readout;
using ForwardForward.Training;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Evaluation;

public sealed class FFNetworkEvaluationTests
{
    [Fact]
    public void Evaluate_TrainedNetwork_CountsWhatPredictSays()
    {
        using LabelledImages data = SyntheticImages.Create(90);
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Fit(data, new TrainingOptions { Epochs = 3, BatchSize = 10 });

        EvaluationResult result = network.Evaluate(data);

        long[] predicted = Tensors.Longs(network.Predict(data.Images)), labels = Tensors.Longs(data.Labels);
        int correct = predicted.Zip(labels).Count(pair => pair.First == pair.Second);
        result.Count.Should().Be(90);
        result.Predictions.Select(label => (long)label).Should().Equal(predicted);
        result.Accuracy.Should().BeApproximately(correct / 90.0, 1e-12);
        result.PerLayer.Should().HaveCount(2);
        result.Confusion.Sum(row => row.Sum()).Should().Be(90);
        Enumerable.Range(0, 3).Sum(label => result.Confusion[label][label]).Should().Be(correct);
        for (int label = 0; label < 3; label++)
            result.Confusion[label].Sum().Should().Be(30, "rows are true classes, of 30 images each");
    }

    [Fact]
    public void Evaluate_OneImage_MeasuresItsGoodnessUnderEveryLabel()
    {
        using LabelledImages data = SyntheticImages.Create(1);
        using FFNetwork network = SyntheticImages.Network().Build();
        float[] scores = Tensors.Values(network.ScoreLabelsPerLayer(data.Images)[0]);

        GoodnessStatistics first = network.Evaluate(data).Goodness[0];

        first.PositiveMean.Should().BeApproximately(scores[0], 1e-6, "the only image is of class 0");
        first.PositiveDeviation.Should().Be(0);
        first.NegativeMean.Should().BeApproximately((scores[1] + scores[2]) / 2, 1e-6);
        first.NegativeDeviation.Should().BeApproximately(Math.Abs(scores[1] - scores[2]) / 2, 1e-6);
    }

    [Fact]
    public void Evaluate_MoreThanAPortion_ReportsProgressAndCanBeCancelled()
    {
        using LabelledImages data = SyntheticImages.Create(2_500);
        using FFNetwork network = SyntheticImages.Network().Build();
        using CancellationTokenSource cancellation = new();
        List<double> reports = [];
        long before = Tensors.CountLive();

        EvaluationResult result = network.Evaluate(data, new ProgressCallback<double>(reports.Add));
        FluentActions.Invoking(() => network.Evaluate(data, new ProgressCallback<double>(_ => cancellation.Cancel()), cancellation.Token)).Should().Throw<OperationCanceledException>();

        reports.Should().Equal(0.4, 0.8, 1);
        result.Predictions.Select(label => (long)label).Should().Equal(Tensors.Longs(network.Predict(data.Images)));
        Tensors.CountLive().Should().Be(before);
    }

    [Fact]
    public void Evaluate_PredictionByHead_CountsWhatTheHeadSaysAndStillTriesEveryLabel()
    {
        using LabelledImages data = SyntheticImages.Create(90);
        using FFNetwork network = SyntheticImages.Network().WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();

        EvaluationResult result = network.Evaluate(data);

        long[] guessed = Tensors.Longs(network.ClassProbabilities(data.Images).argmax(1));
        Tensors.Longs(network.Predict(data.Images)).Should().Equal(guessed);
        result.Accuracy.Should().BeApproximately(guessed.Zip(Tensors.Longs(data.Labels)).Count(pair => pair.First == pair.Second) / 90.0, 1e-12);
        result.PerLayer.Should().HaveCount(2);
    }

    [Fact]
    public void Evaluate_NoLabelInTheImages_LeavesOutWhatHasNoMeaning()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        using FFNetwork network = SyntheticImages.Network().WithLabelEmbedding(new NoLabelEmbedding()).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();

        EvaluationResult result = network.Evaluate(data);

        result.Confusion.Sum(row => row.Sum()).Should().Be(30);
        result.PerLayer.Should().BeEmpty();
        result.Goodness.Should().BeEmpty();
    }

    [Fact]
    public void CountDeadUnits_KnownUnits_CountsThoseThatNoImageMoves()
    {
        // More images than a portion of 1000. Unit 1 fires on the first image alone, unit 2 on the last; unit 3 hardly ever, unit 0 never.
        using FFNetwork network = new FFNetworkBuilder().WithInput(1, 1, 4).WithClasses(2).WithInputNormalisation(new NoNormalisation()).AddDense(4).Build();
        network.Layers[0].Parameters[0].Value.copy_(Tensors.Matrix(new float[,] { { 0, 0, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 }, { 0, 0, 0, 0 } }));
        network.Layers[0].Parameters[1].Value.copy_(Tensors.Vector(-1, 0, 0, 0.005f));
        Tensor images = zeros([1_500, 1, 1, 4]);
        images[0, 0, 0, 2] = 1;
        images[1_499, 0, 0, 3] = 1;

        network.CountDeadUnits(images).Should().Equal(new DeadUnits(0.5, 0.5));
        network.CountDeadUnits(images, threshold: 0.001).Should().Equal(new DeadUnits(0.25, 0.25));
        FluentActions.Invoking(() => network.CountDeadUnits(images, threshold: 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void CountDeadUnits_GateThatHardlyOpens_IsDeadBehindItAndAliveBefore()
    {
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithInputNormalisation(new LengthNormalisation())
            .AddLayer(PredictiveCodingLayerDefinition.Faithful(50)).Build();
        using LabelledImages data = SyntheticImages.Create(100);

        DeadUnits dead = network.CountDeadUnits(data.Images).Should().ContainSingle().Which;

        dead.Gated.Should().BeGreaterThan(0.9);
        dead.Ungated.Should().BeLessThan(0.5);
    }

    [Fact]
    public void Evaluate_OtherNumberOfClasses_IsRefused()
    {
        using LabelledImages data = SyntheticImages.Create(8, classes: 4);
        using FFNetwork network = SyntheticImages.Network().Build();

        FluentActions.Invoking(() => network.Evaluate(data)).Should().Throw<ArgumentException>().WithMessage("*3 classes*4*");
    }
}
