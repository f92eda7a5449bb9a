using System.Diagnostics.Metrics;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Training.Watching;

public sealed class TrainingMeterTests : IDisposable
{
    private const string Loss = "forwardforward.training.loss", Goodness = "forwardforward.training.goodness";
    private const string Accuracy = "forwardforward.training.validation_accuracy", Pace = "forwardforward.training.images_per_second";

    private readonly LabelledImages _data = SyntheticImages.Create(60);
    private readonly FFNetwork _network = SyntheticImages.Network().Build();
    private readonly List<(string Name, string Tags, double Value)> _heard = [];

    private TrainingOptions Options => new() { Epochs = 2, BatchSize = 20, Validation = _data };

    public void Dispose()
    {
        _data.Dispose();
        _network.Dispose();
    }

    [Fact]
    public void Fit_WithAListener_TellsEveryLayerAfterEveryEpoch()
    {
        using MeterListener listener = Listen();

        TrainingResult result = _network.Fit(_data, Options);

        string[] layers = ["layer=layer 1 (Dense 32)", "layer=layer 2 (Dense 24)"];
        for (int layer = 0; layer < 2; layer++)
            Values(Loss, layers[layer]).Should().Equal(result.History.Select(epoch => epoch.Losses[layer]!.Value));
        Values(Accuracy, "").Should().Equal(result.History.Select(epoch => epoch.ValidationAccuracy!.Value));
        Values(Pace, "").Should().Equal(result.History.Select(epoch => 60 / epoch.Seconds));
        foreach (string layer in layers)
            Values(Goodness, $"{layer}, half=positive")[1].Should().BeGreaterThan(Values(Goodness, $"{layer}, half=negative")[1]);
        _heard.Should().HaveCount(2 * (2 + 4 + 1 + 1));
    }

    [Fact]
    public void Fit_GoodnessOfOneBatch_IsTheMeanOfEitherHalf()
    {
        using MeterListener listener = Listen();
        HalvesGoodness goodness = new();
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .WithNegatives(new WrongLabelSampler()).WithGoodness(goodness).AddDense(8).Build();

        network.Fit(_data, new TrainingOptions { Epochs = 1, BatchSize = 60 });

        Values(Goodness, "layer=layer 1 (Dense 8), half=positive")
            .Should().ContainSingle().Which.Should().BeApproximately(goodness.Positive, 1e-6);
        Values(Goodness, "layer=layer 1 (Dense 8), half=negative")
            .Should().ContainSingle().Which.Should().BeApproximately(goodness.Negative, 1e-6);
    }

    [Fact]
    public void Fit_Greedy_TellsOfTheLayerThatLearns()
    {
        using MeterListener listener = Listen();

        _network.Fit(_data, Options with { Schedule = TrainingSchedule.Greedy, Epochs = 1 });

        _heard.Where(one => string.Equals(one.Name, Loss, StringComparison.Ordinal)).Select(one => one.Tags)
            .Should().Equal("layer=layer 1 (Dense 32)", "layer=layer 2 (Dense 24)");
        Values(Goodness, "layer=layer 1 (Dense 32), half=positive").Should().ContainSingle();
    }

    [Fact]
    public void Fit_LayersWithoutHalves_TellNoGoodness()
    {
        using MeterListener listener = Listen();
        using FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).AddProjection(8).Build();
        using BackpropTwin twin = BackpropTwin.Create(_network.Definition);

        network.Fit(_data, Options);
        twin.Fit(_data, Options);

        _heard.Select(one => one.Name).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(Loss, Accuracy, Pace);
        Values(Loss, "layer=the network trained by backpropagation").Should().HaveCount(2);
    }

    [Fact]
    public void Fit_ListenerThatThrows_GoesOnAndIsLoggedOnce()
    {
        ListLogger logger = new();
        using MeterListener listener = Listen(_ => throw new TimeoutException("The exporter fails."));

        _network.Fit(_data, Options with { Logger = logger }).History.Should().HaveCount(2);

        logger.Lines.Should().ContainSingle(line => line.Contains("The run goes on", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_Listened_LearnsTheSameBitsAndLeavesNothing()
    {
        using FFNetwork other = SyntheticImages.Network().Build();
        string unheard = TrainedState.DigestOf(other, other.Fit(_data, Options));
        long before = Tensors.CountLive();
        using MeterListener listener = Listen();

        string heard = TrainedState.DigestOf(_network, _network.Fit(_data, Options));

        heard.Should().Be(unheard);
        Tensors.CountLive().Should().Be(before + 12, "only the optimizers' three tensors for each of four parameters are new");
    }

    private MeterListener Listen(Action<double>? also = null)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name is "ForwardForward")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            _heard.Add((instrument.Name, string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")), value));
            also?.Invoke(value);
        });
        listener.Start();
        return listener;
    }

    private double[] Values(string name, string tags) =>
        [.. _heard.Where(one => (one.Name, one.Tags) == (name, tags)).Select(one => one.Value)];

    /// <summary>Keeps what it gave to either half of the newest batch of 60 pairs.</summary>
    private sealed class HalvesGoodness : IGoodness
    {
        public double Positive { get; private set; }

        public double Negative { get; private set; }

        public TorchSharp.torch.Tensor Measure(TorchSharp.torch.Tensor activations)
        {
            TorchSharp.torch.Tensor goodness = new MeanSquareGoodness().Measure(activations);
            if (goodness.shape[0] == 120)
                (Positive, Negative) = (goodness[..60].mean().ToDouble(), goodness[60..].mean().ToDouble());
            return goodness;
        }
    }
}
