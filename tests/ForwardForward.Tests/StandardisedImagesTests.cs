using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Faithful;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>
/// Whatever reads images of a standardised dataset sees the same bits as in images that were scaled by hand, and a network scales what it
/// is given.
/// </summary>
public sealed class StandardisedImagesTests
{
    private const int Classes = 3;

    public static TheoryData<string, bool> Ways
    {
        get
        {
            TheoryData<string, bool> ways = [];
            foreach (string way in new[]
            {
                "batches", "a full batch", "negatives drawn once", "mixed negatives drawn once", "negatives by all layers", "jitter",
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
        using ImageDataset raw = Raw(60, bytes);
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
            BatchSize = way is "a full batch" ? 60 : 16,
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Network_RawImages_ScalesThem(bool bytes)
    {
        using ImageDataset raw = Raw(40, bytes), standardised = raw.Standardise();
        using LabelledImages byHand = ByHand(standardised.Test);
        FFNetworkBuilder builder = Builder("batches").WithSoftmaxHead();
        using FFNetwork without = builder.Build(), network = builder.WithDataset(standardised).Build();

        // A tensor of the user's own, raw labelled images, and those of the dataset: the same pixels.
        using Tensor own = raw.Test.Images.clone();
        foreach (Tensor images in new[] { own, raw.Test.Images, standardised.Test.Images, standardised.Test.Images.narrow(0, 0, 7) })
        {
            network.Predict(images).Equals(without.Predict(byHand.Images)).Should().BeTrue();
            network.ScoreLabels(images).Equals(without.ScoreLabels(byHand.Images)).Should().BeTrue();
            network.PredictProbabilities(images).Equals(without.PredictProbabilities(byHand.Images)).Should().BeTrue();
            network.ExtractFeatures(images).Equals(without.ExtractFeatures(byHand.Images)).Should().BeTrue();
            network.MeasureLabelSensitivity(images).Should().Equal(without.MeasureLabelSensitivity(byHand.Images));
            network.CompareLayers(network, images).SelectMany(row => row)
                .Should().Equal(without.CompareLayers(without, byHand.Images).SelectMany(row => row));
            network.CountDeadUnits(images).Should().BeEquivalentTo(without.CountDeadUnits(byHand.Images));
        }
        foreach (LabelledImages images in new[] { raw.Test, standardised.Test })
        {
            network.Evaluate(images).ToString().Should().Be(without.Evaluate(byHand).ToString());
            network.DescribeLayers(images).Should().BeEquivalentTo(without.DescribeLayers(byHand));
            network.ChooseScoringLayers(images).Should().Be(without.ChooseScoringLayers(byHand));
            network.Calibrate(images).Should().Be(without.Calibrate(byHand));
        }
    }

    /// <summary>Images that know a standardisation are scaled by their own, whatever the network's is.</summary>
    [Fact]
    public void Network_ImagesStandardisedByOtherNumbers_ScalesThemByTheirOwn()
    {
        using ImageDataset source = Raw(40, bytes: true), raw = Raw(30, bytes: true),
            target = raw.Standardise(new Standardisation(0.7, 0.1));
        using LabelledImages byHand = ByHand(target.Test);
        FFNetworkBuilder builder = Builder("batches");
        using FFNetwork without = builder.Build(), network = builder.WithStandardisation(new Standardisation(0.5, 0.25)).Build();
        using FFNetwork other = Builder("batches").WithStandardisation(new Standardisation(0.1, 3)).Build();

        network.Evaluate(target.Test).ToString().Should().Be(without.Evaluate(byHand).ToString());
        network.ScoreLabels(target.Test.Images).Equals(without.ScoreLabels(byHand.Images)).Should().BeTrue();
        network.CountDeadUnits(target.Test.Images).Should().BeEquivalentTo(without.CountDeadUnits(byHand.Images));
        network.DescribeLayers(target.Test).Should().BeEquivalentTo(without.DescribeLayers(byHand));
        network.CompareLayers(other, target.Test.Images).SelectMany(row => row)
            .Should().Equal(without.CompareLayers(without, byHand.Images).SelectMany(row => row));
        network.ScoreLabels(raw.Test.Images).Equals(without.ScoreLabels(byHand.Images)).Should().BeFalse("these know nothing");
    }

    [Fact]
    public void Probes_ImagesStandardisedByOtherNumbers_ReadThemByTheirOwn()
    {
        using ImageDataset raw = Raw(60, bytes: true), target = raw.Standardise(new Standardisation(0.7, 0.1));
        using LabelledImages train = ByHand(target.Train), test = ByHand(target.Test);
        FFNetworkBuilder builder = Builder("batches");
        using FFNetwork without = builder.Build(), network = builder.WithStandardisation(new Standardisation(0.5, 0.25)).Build();

        foreach (ProbeHead head in new ProbeHead[]
        {
            new RidgeHead { Strengths = [0.1] },
            new SoftmaxRegressionHead { Strengths = [0.1], Steps = 50, Standardise = false },
        })
        {
            ProbeOptions options = new() { Head = head };
            foreach ((Func<Tensor, Tensor> features, Func<Tensor, Tensor> byHand) in new (Func<Tensor, Tensor>, Func<Tensor, Tensor>)[]
            {
                (RawPixels.Features, RawPixels.Features),
                (images => network.ExtractFeatures(images), images => without.ExtractFeatures(images)),
            })
            {
                using LinearProbe one = LinearProbe.Fit(features, target.Train, options), other = LinearProbe.Fit(byHand, train, options);

                one.Weights.Equals(other.Weights).Should().BeTrue();
                one.MeasureAccuracy(target.Test).Should().Be(other.MeasureAccuracy(test));
                one.MeasureAccuracy(raw.Test).Should().Be(other.MeasureAccuracy(test), "the probe knows what it learned from");
                one.Predict(raw.Test.Images).Equals(other.Predict(test.Images)).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void Twin_StandardisedImages_LearnsTheSameNumbersAndPredictsRawOnes()
    {
        using ImageDataset raw = Raw(40, bytes: true), standardised = raw.Standardise();
        using LabelledImages train = ByHand(standardised.Train), test = ByHand(standardised.Test);
        FFNetworkBuilder builder = Builder("batches");
        using BackpropTwin other = BackpropTwin.Create(builder.Define()),
            one = BackpropTwin.Create(builder.WithDataset(standardised).Define());
        TrainingOptions options = new() { Epochs = 2, BatchSize = 20 };

        one.Fit(standardised.Train, options).History[^1].Losses.Should().Equal(other.Fit(train, options).History[^1].Losses);

        one.Predict(raw.Test.Images).Equals(other.Predict(test.Images)).Should().BeTrue();
        one.MeasureAccuracy(standardised.Test).Should().Be(other.MeasureAccuracy(test));
    }

    [Fact]
    public void Load_TrainedOnAStandardisedDataset_PredictsRawImages()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        using ImageDataset raw = Raw(60, bytes: true), standardised = raw.Standardise();
        using FFNetwork network = Builder("batches").WithDataset(standardised).Build();
        network.Fit(standardised.Train, new TrainingOptions { Epochs = 5, BatchSize = 20 });
        try
        {
            network.Save(path);
            using FFNetwork again = FFNetwork.Load(path);
            using Tensor image = raw.Test.Images.clone();

            again.Standardisation.Should().Be(standardised.Standardisation);
            again.ScoreLabels(image).Equals(network.ScoreLabels(standardised.Test.Images)).Should().BeTrue();
        }
        finally
        {
            File.Delete(path);
        }
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

    private static FFNetworkBuilder Builder(string way)
    {
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(2, 6, 6).WithClasses(Classes).WithSeed(1);
        return way switch
        {
            "label-free" => builder.AddViewContrast(16).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead)
                .WithAugmentation(Augmentation.None with { Mirror = 0.5 }),
            "class-wise" => builder.AddProjection(16).AddProjection(12),
            _ when way.Contains("mixed", StringComparison.Ordinal) =>
                builder.AddDense(32).AddDense(24).WithNegatives(new HybridMixSampler()).WithLabelEmbedding(new BatchMaximumOverlay()),
            "negatives by all layers" => builder.AddDense(32).AddDense(24).WithNegatives(new HardLabelSampler()),
            _ => builder.AddDense(32).AddDense(24),
        };
    }

    /// <summary>Images as they are read; a channel differs from the other.</summary>
    private static ImageDataset Raw(int count, bool bytes)
    {
        return new ImageDataset("raw", Part(count, seed: 7), Part(7, seed: 8));

        LabelledImages Part(int images, ulong seed)
        {
            using DisposeScope scope = NewDisposeScope();
            using Generator generator = new(seed);
            Tensor pixels = randint(0, 200, [images, 2, 6, 6], ScalarType.Int64, CPU, generator: generator);
            pixels = (pixels + tensor(new long[] { 0, 55 }).view(1, 2, 1, 1)).to_type(ScalarType.Byte);
            return new LabelledImages(
                bytes ? pixels : pixels.to_type(float32) / 255, arange(images, ScalarType.Int64).remainder(Classes), Classes);
        }
    }

    /// <summary>As a user without this library would scale them.</summary>
    private static LabelledImages ByHand(LabelledImages part)
    {
        using DisposeScope scope = NewDisposeScope();
        Standardisation by = part.Standardisation!;
        using LabelledImages floats = part.ToFloat32();
        if (by.Means.Length == 1)
            return new LabelledImages((floats.Images - by.Means[0]) / by.Deviations[0], part.Labels, Classes);
        long[] shape = by.Means.Length == 2 ? [1, 2, 1, 1] : [1, 2, 6, 6];
        Tensor means = tensor(by.Means.ToArray(), float32).view(shape), deviations = tensor(by.Deviations.ToArray(), float32).view(shape);
        return new LabelledImages((floats.Images - means) / deviations, part.Labels, Classes);
    }
}
