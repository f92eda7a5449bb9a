using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

public sealed class FFNetworkTests
{
    [Fact]
    public void ScoreLabels_AllLayers_IsTheSumOfTheLayersScores()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(7);

        IReadOnlyList<Tensor> perLayer = network.ScoreLabelsPerLayer(data.Images);

        perLayer.Should().HaveCount(2).And.AllSatisfy(scores => scores.shape.Should().Equal(7, 3));
        network.ScoreLabels(data.Images).ShouldBeClose(perLayer[0] + perLayer[1]);
    }

    [Fact]
    public void ScoreLabels_OneLabel_IsTheGoodnessOfTheImageThatCarriesIt()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(5);
        Tensor embedded = network.Definition.LabelEmbedding.Embed(data.Images, full([5], 2, int64), classes: 3);

        Tensor first = network.Layers[0].Forward(embedded);
        Tensor second = network.Layers[1].Forward(first);

        Tensor expected = network.Layers[0].Measure(first) + network.Layers[1].Measure(second);
        network.ScoreLabels(data.Images).select(1, 2).ShouldBeClose(expected, 1e-5);
    }

    [Fact]
    public void ScoreLabels_LastLayerAlone_LeavesOutTheFirst()
    {
        using FFNetwork network = SyntheticImages.Network().WithScoringLayers(^1..).Build();
        using LabelledImages data = SyntheticImages.Create(5);

        network.ScoreLabels(data.Images).ShouldBeClose(network.ScoreLabelsPerLayer(data.Images)[1]);
    }

    [Fact]
    public void ScoreLabels_MoreImagesThanAChunk_GivesEachItsOwnScores()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(2_003);

        Tensor scores = network.ScoreLabels(data.Images);

        scores.shape.Should().Equal(2_003, 3);
        scores.narrow(0, 2_000, 3).ShouldBeClose(network.ScoreLabels(data.Images.narrow(0, 2_000, 3)), 1e-5);
    }

    [Fact]
    public void Predict_Scores_TakesTheLargest()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(20);

        Tensors.Longs(network.Predict(data.Images)).Should().Equal(Tensors.Longs(network.ScoreLabels(data.Images).argmax(1)));
    }

    [Fact]
    public void ScoreLabels_SoftmaxHeadThatIsSure_StaysFinite()
    {
        using FFNetwork network = SyntheticImages.Network().WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();
        using LabelledImages data = SyntheticImages.Create(20);
        network.Head!.Parameters[0].Value.mul_(10_000);

        Tensor scores = network.ScoreLabels(data.Images);

        scores.isfinite().all().item<bool>().Should().BeTrue();
        scores.min().ToDouble().Should().BeLessThan(-104, "the probability rounds to 0 in float32");
        network.PredictProbabilities(data.Images).ShouldBeClose(scores.exp());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ScoreLabels_EveryLabel_KeepsNothingButItsScores(bool sharesImages)
    {
        WatchedGoodness goodness = new();
        using FFNetwork network = SyntheticImages.Network().WithClasses(6)
            .WithGoodness(goodness).WithLabelEmbedding(sharesImages ? new FirstPixelsOverlay() : new WaveLabelPattern()).Build();
        using LabelledImages data = SyntheticImages.Create(5);
        long before = Tensors.CountLive();

        using Tensor scores = network.ScoreLabels(data.Images);

        (Tensor.TotalCount - before).Should().Be(1);
        goodness.Live.Should().HaveCount(2, "every label goes through a layer in one pass");
    }

    [Fact]
    public void ForEachMicroBatch_SeveralPortions_AreGoneAfterTheirUse()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(1_750);
        List<long> live = [];

        network.ForEachMicroBatch(data.Images, _ => live.Add(Tensor.TotalCount));

        live.Should().HaveCount(4).And.OnlyContain(count => count == live[0]);
    }

    [Fact]
    public void Members_DisposedImages_SaySo()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        LabelledImages data = SyntheticImages.Create(3);
        data.Dispose();

        Action[] uses = [() => network.Predict(data.Images), () => network.ExtractFeatures(data.Images), () => network.Evaluate(data), () =>
            network.Fit(data)];
        uses.Should().AllSatisfy(use => use.Should().Throw<ObjectDisposedException>().WithMessage("*mages*"));
    }

    [Fact]
    public void ScoringLayers_LastAlone_ScoresByItAndStandsInTheDefinition()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(4);

        network.ScoringLayers = ^1..;

        network.ScoreLabels(data.Images).ShouldBeClose(network.ScoreLabelsPerLayer(data.Images)[1]);
        network.Definition.ScoringLayers.Should().Be(^1..);
        FluentActions.Invoking(() => network.ScoringLayers = 2..).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*one of 2*");
        FluentActions.Invoking(() => network.ScoringLayers = ..3).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Predict_WrongInput_IsRefusedWithBothShapes()
    {
        using FFNetwork network = SyntheticImages.Network().Build();

        FluentActions.Invoking(() => network.Predict(zeros([2, 1, 5, 6])))
            .Should().Throw<ArgumentException>().WithMessage("*1×6×6*[2, 1, 5, 6]*");
        FluentActions.Invoking(() => network.Predict(zeros([36]))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => network.Predict(zeros([0, 1, 6, 6]))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => network.Predict(zeros([2, 1, 6, 6], int32)))
            .Should().Throw<ArgumentException>().WithMessage("*float32*");
        FluentActions.Invoking(() => network.Predict(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Members_DisposedNetwork_SaySo()
    {
        FFNetwork network = SyntheticImages.Network().Build();
        using LabelledImages data = SyntheticImages.Create(3);
        network.Dispose();
        network.Dispose();

        FluentActions.Invoking(() => network.Predict(data.Images)).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => network.Fit(data)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Lifetime_BuildTrainPredictDispose_LeavesNoTensor()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        Cycle(data); // What is made once for the process is made now.
        long before = Tensors.CountLive();

        for (int round = 0; round < 5; round++)
            Cycle(data);

        Tensor.TotalCount.Should().Be(before);

        static void Cycle(LabelledImages data)
        {
            using FFNetwork network = SyntheticImages.Network().Build();
            network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 8, Validation = data });
            network.Fit(
                data,
                new TrainingOptions { Epochs = 2, BatchSize = 30, Schedule = TrainingSchedule.Greedy, Negatives = NegativeRefresh.Once });
            network.Predict(data.Images).Dispose();
            network.ExtractFeatures(data.Images).Dispose();
        }
    }

    /// <summary>Counts the live tensors whenever it is asked.</summary>
    private sealed class WatchedGoodness : IGoodness
    {
        public List<long> Live { get; } = [];

        public Tensor Measure(Tensor activations)
        {
            Live.Add(Tensor.TotalCount);
            return new MeanSquareGoodness().Measure(activations);
        }
    }
}
