using ForwardForward.Data;
using ForwardForward.Experiments;
using static ForwardForward.Tests.StandardisedImages;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>
/// Whatever reads images of a standardised dataset sees the same bits as in images that were scaled by hand, and a network scales what it
/// is given.
/// </summary>
public sealed class StandardisedImagesTests
{
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

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public void Twin_StandardisedImages_LearnsTheSameNumbersAndPredictsRawOnes(int batchSize)
    {
        using ImageDataset raw = Raw(40, bytes: true), standardised = raw.Standardise();
        using LabelledImages train = ByHand(standardised.Train), test = ByHand(standardised.Test);
        FFNetworkBuilder builder = Builder("batches");
        using BackpropTwin other = BackpropTwin.Create(builder.Define()),
            one = BackpropTwin.Create(builder.WithDataset(standardised).Define());
        TrainingOptions options = new() { Epochs = 3, BatchSize = batchSize };

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
}
