using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Faithful;
using ForwardForward.Runtime;
using static ForwardForward.Tests.StandardisedImages;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>Training sees the same bits of a standardised dataset as of images that were scaled by hand.</summary>
public sealed class StandardisedTrainingTests
{
    public static TheoryData<string, bool> Ways
    {
        get
        {
            TheoryData<string, bool> ways = [];
            foreach (string way in new[]
            {
                "batches", "a full batch", "a full batch of many", "negatives drawn once", "mixed negatives drawn once", "jitter",
                "jitter of mixed negatives drawn once", "by libtorch", "by channel", "by value", "label-free", "class-wise",
            })
                foreach (bool bytes in new[] { true, false })
                    ways.Add(way, bytes);
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Fit_StandardisedImages_LearnsTheSameNumbersAsFromImagesScaledByHand(string way, bool bytes)
    {
        int count = way is "a full batch of many" ? 800 : 60;
        using ImageDataset raw = Raw(count, bytes);
        using ImageDataset standardised = raw.Standardise(way switch
        {
            "by channel" => StandardisationScope.Channel,
            "by value" => StandardisationScope.Feature,
            _ => StandardisationScope.Image,
        });
        using LabelledImages train = ByHand(standardised.Train), test = ByHand(standardised.Test);
        FFNetworkBuilder builder = Builder(way);
        using FFNetwork other = builder.Build(), one = builder.WithStandardisation(standardised.Standardisation!).Build();
        TrainingOptions options = new()
        {
            Epochs = 3,
            BatchSize = way.StartsWith("a full batch", StringComparison.Ordinal) ? count : 16,
            Negatives = way.EndsWith("drawn once", StringComparison.Ordinal) ? NegativeRefresh.Once : NegativeRefresh.EveryBatch,
            Jitter = way.StartsWith("jitter", StringComparison.Ordinal) ? 1 : 0,
        };
        FusedWork.LeaveToLibtorch = way is "by libtorch";
        try
        {
            TrainingResult learned = one.Fit(standardised.Train, options with { Validation = standardised.Test }),
                expected = other.Fit(train, options with { Validation = test });

            learned.History.Select(epoch => epoch.ValidationAccuracy)
                .Should().Equal(expected.History.Select(epoch => epoch.ValidationAccuracy));
            one.Evaluate(standardised.Test).ToString().Should().Be(other.Evaluate(test).ToString());
        }
        finally
        {
            FusedWork.LeaveToLibtorch = false;
        }

        foreach ((NamedTensor weight, NamedTensor sameWeight) in one.Tensors.Zip(other.Tensors))
            weight.Value.Equals(sameWeight.Value).Should().BeTrue(weight.Name);
    }

    [Fact]
    public void Fit_ImagesStandardisedByOtherNumbers_TeachesHow()
    {
        using ImageDataset raw = Raw(40, bytes: true), standardised = raw.Standardise(new Standardisation(0.5, 0.25));
        using FFNetwork none = Builder("batches").Build(),
            other = Builder("batches").WithStandardisation(new Standardisation(0.5, 0.5)).Build();
        using BackpropTwin twin = BackpropTwin.Create(none.Definition);
        TrainingOptions options = new() { Epochs = 1, BatchSize = 20 };

        none.Invoking(it => it.Fit(standardised.Train, options)).Should().Throw<ArgumentException>().WithMessage(
            "The training images are standardised by mean 0.5, deviation 0.25, and the network scales by nothing:*WithDataset(dataset)*");
        other.Invoking(it => it.Fit(standardised.Train, options)).Should().Throw<ArgumentException>().WithMessage(
            "*and the network scales by mean 0.5, deviation 0.5:*WithStandardisation(dataset.Standardisation)*");
        twin.Invoking(it => it.Fit(standardised.Train, options)).Should().Throw<ArgumentException>().WithMessage("*scales by nothing*");

        none.Standardisation = twin.Standardisation = standardised.Standardisation;
        none.Fit(standardised.Train, options);
        twin.Fit(standardised.Train, options);
        other.Fit(raw.Train, options).History.Should().HaveCount(1, "images that know nothing are scaled as the network says");
    }

    [Fact]
    public void Standardisation_SetWhileItLearns_IsRefused()
    {
        using ImageDataset raw = Raw(40, bytes: true), standardised = raw.Standardise();
        using FFNetwork network = Builder("batches").WithStandardisation(standardised.Standardisation!).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        TrainingOptions options = new() { Epochs = 1, BatchSize = 20 };

        network.Invoking(it => it.Fit(standardised.Train, options with { Progress = new Told(() => it.Standardisation = null) }))
            .Should().Throw<InvalidOperationException>().WithMessage("The network is in use by Fit*");
        twin.Invoking(it => it.Fit(standardised.Train, options with { Progress = new Told(() => it.Standardisation = null) }))
            .Should().Throw<InvalidOperationException>().WithMessage("The twin is in use by Fit*");
        network.Standardisation.Should().Be(standardised.Standardisation);
    }

    [Fact]
    public void Standardisation_MeanOfMoreDeviationsThanFloat32Counts_IsRefused() =>
        FluentActions.Invoking(() => new Standardisation(3e38, 1.2e-38))
            .Should().Throw<ArgumentException>().WithMessage("*deviations*");

    [Theory]
    [InlineData(StandardisationScope.Image)]
    [InlineData(StandardisationScope.Feature)]
    public void Standardise_DisposedDataset_SaysSo(StandardisationScope scope)
    {
        ImageDataset raw = Raw(40, bytes: true);
        raw.Dispose();
        raw.Invoking(it => it.Standardise(scope)).Should().Throw<ObjectDisposedException>();
    }

    private sealed class Told(Action told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told();
    }

    public static TheoryData<StandardisationScope, NegativeRefresh, bool> Changes
    {
        get
        {
            TheoryData<StandardisationScope, NegativeRefresh, bool> changes = [];
            foreach (StandardisationScope scope in Enum.GetValues<StandardisationScope>())
                foreach (NegativeRefresh refresh in Enum.GetValues<NegativeRefresh>())
                    foreach (bool moves in new[] { true, false })
                        changes.Add(scope, refresh, moves);
            return changes;
        }
    }

    /// <summary>Brightness acts on what a pixel stands for, and a pixel that moves is scaled where it comes to; negatives alike.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void Batches_ChangedImages_AreScaledAfterwards(StandardisationScope scope, NegativeRefresh refresh, bool moves)
    {
        TrainingOptions options = new()
        {
            BatchSize = 20,
            Negatives = refresh,
            Jitter = moves ? 2 : 0,
            Augmentation = moves ? Augmentation.None : Augmentation.None with { Brightness = 0.5, Noise = 0.1 },
        };
        using ImageDataset raw = Raw(40, bytes: true), standardised = raw.Standardise(scope);

        using Tensor scaled = standardised.Standardisation!.Apply(Rows(null));
        Rows(standardised.Standardisation).ShouldBeClose(scaled, 1e-4);

        // Both halves, without any label: the images, and the same images in another order.
        Tensor Rows(Standardisation? by)
        {
            FFNetworkBuilder builder = Builder("batches").WithNegatives(new FaithfulPermutedImageSampler())
                .WithLabelEmbedding(new NoLabelEmbedding()).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
            using FFNetwork network = (by is null ? builder : builder.WithStandardisation(by)).Build();
            using TrainingBatches batches = new(network, raw.Train, options, plain: false, views: false, WorkSpace.None);
            batches.Shuffle();
            using TrainingBatch batch = batches.Get(0);
            return batch.Input.Rows.view(40, 2, 6, 6).clone();
        }
    }

    [Fact]
    public void Views_OfStandardisedImages_AreScaledAfterwards()
    {
        using ImageDataset raw = Raw(20, bytes: true), standardised = raw.Standardise();

        using Tensor scaled = standardised.Standardisation!.Apply(Rows(null).view(40, 2, 6, 6));
        Rows(standardised.Standardisation).view(40, 2, 6, 6).Equals(scaled).Should().BeTrue();

        Tensor Rows(Standardisation? by)
        {
            FFNetworkBuilder builder = Builder("label-free").WithAugmentation(Augmentation.Photographs with { Noise = 0.1 });
            using FFNetwork network = (by is null ? builder : builder.WithStandardisation(by)).Build();
            using TrainingBatches batches = new(
                network, raw.Train, new TrainingOptions { BatchSize = 20 }, plain: true, views: true, WorkSpace.None);
            using TrainingBatch batch = batches.Get(0);
            return batch.Input.Rows.clone();
        }
    }

    /// <summary>A sampler is given scaled images, and may ask what the network says of them.</summary>
    [Fact]
    public void Sampler_ImagesOfABatch_AreScoredAsTheyAre()
    {
        using ImageDataset raw = Raw(20, bytes: true), standardised = raw.Standardise();
        ScoringSampler sampler = new();
        FFNetworkBuilder builder = Builder("batches").WithNegatives(sampler);
        using FFNetwork without = builder.Build(), network = builder.WithDataset(standardised).Build();

        network.Fit(standardised.Train, new TrainingOptions { Epochs = 1, BatchSize = 20 });

        sampler.Images!.Equals(standardised.Standardisation!.Apply(raw.Train.Images)).Should().BeTrue();
        sampler.Scores!.Equals(without.ScoreLabels(sampler.Images)).Should().BeTrue();
        sampler.ScoresOfFirstLayer!.Equals(without.ScoreLabelsPerLayer(sampler.Images)[0]).Should().BeTrue();
    }

    [Fact]
    public void RunDescription_OtherStandardisation_IsAnotherRun()
    {
        using ImageDataset raw = Raw(20, bytes: true), standardised = raw.Standardise();
        FFNetworkDefinition without = Builder("batches").Define(), with = Builder("batches").WithDataset(standardised).Define();

        Of(without, raw.Train, raw.Test)["network.standardisation"].Should().Be("none");
        Of(with, standardised.Train, raw.Test)["network.standardisation"].Should().Contain("deviations");
        Of(with, standardised.Train, standardised.Test)["options.validation"].Should().NotBe(
            Of(with, standardised.Train, raw.Test)["options.validation"]);

        static IReadOnlyDictionary<string, string> Of(FFNetworkDefinition definition, LabelledImages train, LabelledImages validation) =>
            RunDescription.Of(definition, train, new TrainingOptions { Validation = validation }, "plan");
    }

    private sealed class ScoringSampler : INegativeSampler
    {
        public Tensor? Images { get; private set; }

        public Tensor? Scores { get; private set; }

        public Tensor? ScoresOfFirstLayer { get; private set; }

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
        {
            Images = positives.Images.clone().DetachFromDisposeScope();
            Scores = context.ScoreLabels(positives.Images).DetachFromDisposeScope();
            ScoresOfFirstLayer = context.ScoreLabelsByFirstLayer(positives.Images).DetachFromDisposeScope();
            return new WrongLabelSampler().Sample(positives, context);
        }
    }
}
