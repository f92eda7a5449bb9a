using ForwardForward.Data;
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

        EvaluationResult result = network.Evaluate(data, new EvaluationOptions { Progress = new ProgressCallback<double>(reports.Add) });
        EvaluationOptions stopping = new()
        {
            Progress = new ProgressCallback<double>(_ => cancellation.Cancel()),
            Cancellation = cancellation.Token,
        };
        FluentActions.Invoking(() => network.Evaluate(data, stopping)).Should().Throw<OperationCanceledException>();

        reports.Should().Equal(0.2, 0.4, 0.6, 0.8, 1);
        result.Predictions.Select(label => (long)label).Should().Equal(Tensors.Longs(network.Predict(data.Images)));
        Tensors.CountLive().Should().Be(before);
    }

    [Fact]
    public void ScoreLabels_LayerTooWideForAllImagesAtOnce_IsAsImageByImage()
    {
        using LabelledImages data = SyntheticImages.Create(120);
        using FFNetwork network = SyntheticImages.Network().AddDense(40_000).Build();

        Tensor together = network.ScoreLabels(data.Images);

        Tensor one = cat([.. Enumerable.Range(0, 120).Select(image => network.ScoreLabels(data.Images.narrow(0, image, 1)))], 0);
        Tensors.Values(together).Should().Equal(Tensors.Values(one), (all, single) => Math.Abs(all - single) < 1e-5);
    }

    [Fact]
    public void Evaluate_PredictionByHead_CountsWhatTheHeadSays()
    {
        using LabelledImages data = SyntheticImages.Create(90);
        using FFNetwork network = SyntheticImages.Network().WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();

        EvaluationResult result = network.Evaluate(data, new EvaluationOptions { PerLayer = true });

        long[] guessed = Tensors.Longs(network.PredictProbabilities(data.Images).argmax(1));
        Tensors.Longs(network.Predict(data.Images)).Should().Equal(guessed);
        result.Accuracy
            .Should().BeApproximately(guessed.Zip(Tensors.Longs(data.Labels)).Count(pair => pair.First == pair.Second) / 90.0, 1e-12);
        result.PerLayer.Should().HaveCount(2);
    }

    [Fact]
    public void Evaluate_PredictionByHead_TriesLabelsOnlyWhereAsked()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        CountingOverlay overlay = new();
        using FFNetwork network = SyntheticImages.Network().WithLabelEmbedding(overlay)
            .WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();

        EvaluationResult result = network.Evaluate(data);

        overlay.Labels.Should().Be(0, "a head predicts from one pass with the neutral label");
        result.PerLayer.Should().BeEmpty();
        result.Goodness.Should().BeEmpty();
        network.Evaluate(data, new EvaluationOptions { PerLayer = true }).PerLayer.Should().HaveCount(2);
        overlay.Labels.Should().Be(3, "each of the three labels is shown on all images");
    }

    [Fact]
    public void Evaluate_HeadBetweenTwoClasses_NamesTheOneThatPredictNames()
    {
        using LabelledImages data = SyntheticImages.Create(3);
        using FFNetwork network = SyntheticImages.Network().WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();
        Tensor weight = Head(network, "weight"), bias = Head(network, "bias");
        using var untracked = no_grad();
        weight.zero_();
        // Probabilities of about 0.4, 0.4 and 0.2, with the second class ahead by so little that only the logarithms may tell.
        Enumerable.Range(0, 1_000).Any(IsDecidedByLogarithms).Should().BeTrue("the test needs such a case");

        network.Evaluate(data).Predictions.Should().Equal(1, 1, 1);
        Tensors.Longs(network.Predict(data.Images)).Should().Equal(1, 1, 1);

        bool IsDecidedByLogarithms(int step)
        {
            bias.copy_(tensor(new[] { 0f, 6e-8f, -0.5f - (step * 0.001f) }));
            float[] logarithms = Tensors.Values(network.ScoreLabels(data.Images));
            float[] probabilities = Tensors.Values(network.PredictProbabilities(data.Images));
            return logarithms[1] > logarithms[0] && probabilities[1] == probabilities[0];
        }
    }

    [Fact]
    public void Evaluate_SummedGoodnessWithoutLayers_CountsTheSame()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        using FFNetwork network = SyntheticImages.Network().Build();

        EvaluationResult result = network.Evaluate(data, new EvaluationOptions { PerLayer = false });

        result.PerLayer.Should().BeEmpty();
        result.Predictions.Should().Equal(network.Evaluate(data).Predictions);
        network.MeasureAccuracy(data).Should().Be(result.Accuracy);
    }

    [Fact]
    public void Evaluate_LayersAskedForThatLearnWithoutLabels_SaysWhoPredicts()
    {
        using LabelledImages data = SyntheticImages.Create(6);
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .AddSelfContrastive(8).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();

        FluentActions.Invoking(() => network.Evaluate(data, new EvaluationOptions { PerLayer = true }))
            .Should().Throw<InvalidOperationException>().WithMessage("*its softmax head predicts*");
    }

    [Fact]
    public void Evaluate_NoLabelInTheImages_LeavesOutWhatHasNoMeaning()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        using FFNetwork network = SyntheticImages.Network()
            .WithLabelEmbedding(new NoLabelEmbedding()).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();

        EvaluationResult result = network.Evaluate(data);

        result.Confusion.Sum(row => row.Sum()).Should().Be(30);
        result.PerLayer.Should().BeEmpty();
        result.Goodness.Should().BeEmpty();
    }

    [Fact]
    public void Evaluate_OtherNumberOfClasses_IsRefused()
    {
        using LabelledImages data = SyntheticImages.Create(8, classes: 4);
        using FFNetwork network = SyntheticImages.Network().Build();

        FluentActions.Invoking(() => network.Evaluate(data)).Should().Throw<ArgumentException>().WithMessage("*3 classes*4*");
    }

    private static Tensor Head(FFNetwork network, string name) =>
        network.Tensors.Single(tensor => string.Equals(tensor.Name, $"head.{name}", StringComparison.Ordinal)).Value;

    private sealed class CountingOverlay : ILabelEmbedding
    {
        private readonly FirstPixelsOverlay _overlay = new();

        public int Labels { get; private set; }

        public Tensor Embed(Tensor images, Tensor labels, int classes)
        {
            Labels++;
            return _overlay.Embed(images, labels, classes);
        }

        public Tensor EmbedNeutral(Tensor images, int classes) => _overlay.EmbedNeutral(images, classes);
    }
}
