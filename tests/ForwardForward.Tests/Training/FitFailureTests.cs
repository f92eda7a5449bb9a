using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>How a run ends that cannot go on: with one clear exception, and nothing lost or leaked.</summary>
public sealed class FitFailureTests
{
    [Fact]
    public void Fit_OptionsAboutNegativesWithoutNegatives_AreRefusedByName()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).AddProjection(8).Build();

        Refused(new TrainingOptions { BatchSize = 30, CorruptPositives = true }, "*CorruptPositives*Projection 8 learns without any*");
        Refused(new TrainingOptions { BatchSize = 30, Negatives = NegativeRefresh.Once }, "*Negatives*Projection 8 learns without any*");

        void Refused(TrainingOptions options, string why) =>
            FluentActions.Invoking(() => network.Fit(data, options)).Should().Throw<ArgumentException>().WithMessage(why);
    }

    [Fact]
    public void Fit_Cancelled_ThrowsAndLeavesAUsableNetwork()
    {
        using LabelledImages data = SyntheticImages.Create(300);
        using FFNetwork network = SyntheticImages.Network().Build();
        using CancellationTokenSource cancellation = new();
        ProgressCallback<TrainingProgress> cancelAfterTheSecond = new(progress =>
        {
            if (progress.LastEpoch?.Epoch == 2)
                cancellation.Cancel();
        });
        long before = Tensors.CountLive();

        FluentActions.Invoking(() => network.Fit(
            data, new TrainingOptions { Epochs = 50, BatchSize = 30, Progress = cancelAfterTheSecond, Cancellation = cancellation.Token }))
            .Should().Throw<OperationCanceledException>();

        Tensor.TotalCount.Should().Be(before + 12, "only the optimizers' three tensors for each of four parameters are new");
        network.Fit(data, new TrainingOptions { Epochs = 20, BatchSize = 30 });
        SyntheticImages.Accuracy(network, data).Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Fit_LossNotFinite_NamesLayerEpochAndBatch()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().WithNegatives(new InfiniteSampler()).Build();

        TrainingDivergedException error = FluentActions
            .Invoking(() => network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 20 }))
            .Should().Throw<TrainingDivergedException>().Which;

        (error.Layer, error.Epoch, error.Batch).Should().Be(("layer 1 (Dense 32)", 1, 2));
        error.Message.Should().Contain("LearningRate");
    }

    [Fact]
    public void Fit_WhatDoesNotFit_IsRefusedBeforeTraining()
    {
        using LabelledImages data = SyntheticImages.Create(30), fourClasses = SyntheticImages.Create(30, classes: 4);
        using LabelledImages otherShape = new(zeros([4, 1, 5, 5]), zeros([4], int64), 3);
        using FFNetwork network = SyntheticImages.Network().Build();

        FluentActions.Invoking(() => network.Fit(data, new TrainingOptions { BatchSize = 31 }))
            .Should().Throw<ArgumentException>().WithMessage("*31*30*");
        FluentActions.Invoking(() => network.Fit(fourClasses)).Should().Throw<ArgumentException>().WithMessage("*WithClasses(4)*");
        FluentActions.Invoking(() => network.Fit(otherShape)).Should().Throw<ArgumentException>().WithMessage("*1×6×6*");
        FluentActions.Invoking(() => network.Fit(data, new TrainingOptions { Validation = otherShape, BatchSize = 8 }))
            .Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new TrainingOptions { Epochs = 0 })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Epochs must be at least 1*");
        FluentActions.Invoking(() => new TrainingOptions { BatchSize = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new TrainingOptions { Negatives = (NegativeRefresh)9 })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Negatives must be one of EveryBatch, Once*");
    }

    [Fact]
    public void Fit_SamplerOfWrongShape_IsNamed()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        using FFNetwork network = SyntheticImages.Network().WithNegatives(new HalfSampler()).Build();

        FluentActions.Invoking(() => network.Fit(data, new TrainingOptions { BatchSize = 10 }))
            .Should().Throw<InvalidOperationException>().WithMessage("*HalfSampler*[5, 1, 6, 6]*");
    }

    [Fact]
    public void Fit_ScheduleOfAnotherNetwork_IsRefusedBeforeANegativeIsDrawn()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        InfiniteSampler sampler = new();
        using FFNetwork network = SyntheticImages.Network().WithNegatives(sampler).Build();

        FluentActions.Invoking(() => network.Fit(
            data,
            new TrainingOptions { BatchSize = 10, Negatives = NegativeRefresh.Once, Schedule = TrainingSchedule.Interleaved(1, 2, 3) }))
            .Should().Throw<ArgumentException>().WithMessage("*3 layers*");

        sampler.Batches.Should().Be(0);
    }

    [Fact]
    public void Fit_CancelledWhileItValidates_StopsAfterThePortion()
    {
        using LabelledImages data = SyntheticImages.Create(20), validation = SyntheticImages.Create(3_000);
        using CancellationTokenSource cancellation = new();
        CancellingGoodness goodness = new(cancellation, rows: 498);
        using FFNetwork network = SyntheticImages.Network().WithGoodness(goodness).Build();

        FluentActions.Invoking(() => network.Fit(
            data, new TrainingOptions { Epochs = 2, BatchSize = 20, Validation = validation, Cancellation = cancellation.Token }))
            .Should().Throw<OperationCanceledException>();

        goodness.Asked.Should().Be(6, "a portion of 500 goes through two layers, 166 images under three labels at a time, and two more");
    }

    /// <summary>Cancels when it is asked for so many rows.</summary>
    private sealed class CancellingGoodness(CancellationTokenSource cancellation, long rows) : IGoodness
    {
        public int Asked { get; private set; }

        public Tensor Measure(Tensor activations)
        {
            if (activations.shape[0] == rows)
            {
                Asked++;
                cancellation.Cancel();
            }
            return new MeanSquareGoodness().Measure(activations);
        }
    }

    private sealed class InfiniteSampler : INegativeSampler
    {
        public int Batches { get; private set; }

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
        {
            LabelledBatch wrong = new WrongLabelSampler().Sample(positives, context);
            return ++Batches == 2 ? wrong with { Images = positives.Images / 0 } : wrong;
        }
    }

    private sealed class HalfSampler : INegativeSampler
    {
        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) =>
            new(positives.Images.narrow(0, 0, 5), positives.Labels.narrow(0, 0, 5));
    }
}
