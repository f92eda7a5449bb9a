using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

public sealed class NetworkTrialTests : IDisposable
{
    private readonly ImageDataset _digits = ImageDatasets.SyntheticDigits(new DatasetOptions { Train = 400, Test = 100 });

    public void Dispose() => _digits.Dispose();

    [Fact]
    public void Measure_TrainedNetwork_GivesItsAccuraciesAndMeasuresAndCurve()
    {
        using ImageDataset dataset = _digits.WithValidation(100, seed: 0);
        StudyTrial trial = NetworkTrial.Create(Network(), dataset, new TrainingOptions { Epochs = 3 }, new NetworkMeasure(
            "seed", "both of them", (network, context) => network.Definition.Seed + (10 * context.Seed)));

        StudyMeasurement measurement = trial.Measure(new TrialContext(7, new Progress<TrainingProgress>(), default));

        measurement.Values.Keys.Should().Equal("test_accuracy", "validation_accuracy", "seed");
        measurement.Values["seed"].Should().Be(77);
        measurement.Values["validation_accuracy"].Should().Be(measurement.Curve[^1], "the last epoch was watched on the same images");
        measurement.Curve.Should().HaveCount(3);
        measurement.TrainingSeconds.Should().BePositive();
    }

    [Fact]
    public void Measure_SameSeed_GivesTheSameValuesAlsoAfterAnother()
    {
        StudyTrial trial = NetworkTrial.Create(Network(), _digits, new TrainingOptions { Epochs = 1 });

        double first = Measure(trial, 1), other = Measure(trial, 2), again = Measure(trial, 1);

        again.Should().Be(first);
        other.Should().NotBe(first);
    }

    [Fact]
    public void Measure_WithoutTraining_MeasuresTheUntrainedNetwork()
    {
        StudyTrial trial = NetworkTrial.Create(Network(), _digits, training: null);

        StudyMeasurement measurement = trial.Measure(new TrialContext(0, new Progress<TrainingProgress>(), default));

        measurement.Values["test_accuracy"].Should().BeLessThan(0.4);
        measurement.Curve.Should().BeEmpty();
        measurement.TrainingSeconds.Should().Be(0);
        trial.Settings["training"].Should().BeNull();
    }

    [Fact]
    public void Measure_BackpropTwin_GivesItsAccuraciesAndMeasuresAndCurve()
    {
        using ImageDataset dataset = _digits.WithValidation(100, seed: 0);
        StudyTrial trial = BackpropTrial.Create(Network(), dataset, new TrainingOptions { Epochs = 3 }, new BackpropMeasure(
            "seed", "both of them", (twin, context) => twin.Definition.Seed + (10 * context.Seed)));

        StudyMeasurement measurement = trial.Measure(new TrialContext(7, new Progress<TrainingProgress>(), default));

        measurement.Values.Keys.Should().Equal("test_accuracy", "validation_accuracy", "seed");
        measurement.Values["seed"].Should().Be(77);
        measurement.Values["validation_accuracy"].Should().Be(measurement.Curve[^1]);
        measurement.Curve.Should().HaveCount(3);
        measurement.TrainingSeconds.Should().BePositive();
    }

    [Fact]
    public void Measure_TwinWithDeepSupervision_LearnsOtherwiseThanTheTwin()
    {
        TrainingOptions training = new() { Epochs = 1 };
        StudyTrial plain = BackpropTrial.Create(Network().AddDense(20), _digits, training),
            supervised = BackpropTrial.CreateWithDeepSupervision(Network().AddDense(20), _digits, training);

        TrialContext context = new(7, new Progress<TrainingProgress>(), default);

        supervised.Measure(context).Values["test_accuracy"].Should().NotBe(plain.Measure(context).Values["test_accuracy"]);
        supervised.Settings["deep_supervision"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public void Settings_OfTheSameTrial_AreTheSameWhateverTheSeedWas()
    {
        StudyTrial first = NetworkTrial.Create(Network().WithSeed(3), _digits, new TrainingOptions()),
            second = NetworkTrial.Create(Network(), _digits, new TrainingOptions());

        JsonNode.DeepEquals(first.Settings, second.Settings).Should().BeTrue();
    }

    [Fact]
    public void Settings_OfEveryDifference_Differ()
    {
        using ImageDataset standardised = _digits.Standardise(), split = _digits.WithValidation(10, seed: 0);
        TrainingOptions training = new();
        StudyTrial[] trials =
        [
            NetworkTrial.Create(Network(), _digits, training),
            NetworkTrial.Create(Network(), _digits, null),
            BackpropTrial.Create(Network(), _digits, training),
            BackpropTrial.CreateWithDeepSupervision(Network(), _digits, training),
            NetworkTrial.Create(Network(), standardised, training),
            NetworkTrial.Create(Network(), split, training),
            NetworkTrial.Create(Network().AddDense(10), _digits, training),
            NetworkTrial.Create(Network().WithNegatives(new SameClassSampler()), _digits, training),
            NetworkTrial.Create(Network(), _digits, training, new NetworkMeasure("another", "one way", (_, _) => 0)),
            NetworkTrial.Create(Network(), _digits, training, new NetworkMeasure("another", "another way", (_, _) => 0)),
            NetworkTrial.Create(Network(), _digits, training with { Epochs = 3 }),
            NetworkTrial.Create(Network(), _digits, training with { BatchSize = 3 }),
            NetworkTrial.Create(Network(), _digits, training with { Schedule = TrainingSchedule.Greedy }),
            NetworkTrial.Create(Network(), _digits, training with { Schedule = TrainingSchedule.Alternating }),
            NetworkTrial.Create(Network(), _digits, training with { Schedule = TrainingSchedule.Interleaved(4) }),
            NetworkTrial.Create(Network(), _digits, training with { Schedule = TrainingSchedule.Interleaved(5) }),
            NetworkTrial.Create(Network(), _digits, training with { Negatives = NegativeRefresh.Once }),
            NetworkTrial.Create(Network(), _digits, training with { CorruptPositives = true }),
            NetworkTrial.Create(Network(), _digits, training with { Jitter = 1 }),
            NetworkTrial.Create(Network(), _digits, training with { PassOnUpdatedActivations = true }),
        ];

        trials.Select(trial => trial.Settings.ToJsonString()).Should().OnlyHaveUniqueItems();
    }

    private FFNetworkBuilder Network() => new FFNetworkBuilder().WithInput(_digits.Shape).WithClasses(_digits.Classes).AddDense(20);

    private static double Measure(StudyTrial trial, long seed) =>
        trial.Measure(new TrialContext(seed, new Progress<TrainingProgress>(), default)).Values["test_accuracy"];
}
