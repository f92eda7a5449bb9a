using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Runtime;
using TorchSharp;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>Whatever reads images gives the same bits for bytes as for the same images scaled beforehand.</summary>
public sealed class ByteImagesTests
{
    private const int Classes = 3;

    public static TheoryData<string> Ways => ["batches", "a full batch", "negatives drawn once", "jitter", "by libtorch"];

    [Fact]
    public void AsRead_EveryByte_IsItsFractionOf255()
    {
        using Tensor bytes = arange(256, ScalarType.Int64).to_type(ScalarType.Byte), read = Pixels.AsRead(bytes);

        Values(read).Should().Equal(Enumerable.Range(0, 256).Select(value => value / 255f));
        Values(read)[51].Should().Be(0.2f);
    }

    /// <summary>A row of 259 values fills no whole vector.</summary>
    [Fact]
    public void Gather_EveryByte_IsReadBitByBitAlike()
    {
        using Tensor bytes = arange(2 * 259, ScalarType.Int64).remainder(256).to_type(ScalarType.Byte).view(2, 259);
        using Tensor gathered = RowKernels.Gather(bytes, LabelsOf(1, 0), by: null, WorkSpace.None), read = Pixels.AsRead(bytes);

        gathered.eq(read.flip(0)).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Gather_StandardisedBytesAndFloats_AreScaledBitByBitAsByLibtorch()
    {
        using Tensor bytes = arange(2 * 3 * 259, ScalarType.Int64).remainder(256).to_type(ScalarType.Byte).view(2, 3, 1, 259);
        using Tensor floats = Pixels.AsRead(bytes), order = LabelsOf(1, 0, 1);
        foreach (Standardisation by in new Standardisation[]
        {
            new(0.1307, 0.3081), new([0.1, 0.2, 0.3], [0.4, 0.5, 0.6]),
            new([.. Enumerable.Range(0, 777).Select(index => index / 777.0)], [.. Enumerable.Range(1, 777).Select(index => index / 3.0)]),
        })
        {
            using Tensor expected = by.Apply(bytes).index_select(0, order);
            foreach (Tensor images in new[] { bytes, floats })
            {
                using Tensor gathered = RowKernels.Gather(images, order, by, WorkSpace.None);
                gathered.Equals(expected).Should().BeTrue();
            }
        }
        floats.Equals(Pixels.AsRead(bytes)).Should().BeTrue("they stay as they are");
    }

    [Fact]
    public void Images_OfBytes_TakeAByteAValue()
    {
        using LabelledImages data = Bytes(60), floats = data.ToFloat32();

        (data.Images.NumberOfElements * data.Images.ElementSize).Should().Be(60 * 36);
        (floats.Images.NumberOfElements * floats.Images.ElementSize).Should().Be(60 * 36 * 4);
        Values(floats.Images).Should().Equal(data.Images.data<byte>().ToArray().Select(value => value / 255f));
    }

    [Fact]
    public void ToFloat32_FloatImages_SharesThem()
    {
        using LabelledImages data = SyntheticImages.Create(6);

        using (data.ToFloat32())
        {
        }

        data.Images.IsInvalid.Should().BeFalse();
        Values(data.Images).Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Fit_Bytes_LearnsTheSameNumbers(string way)
    {
        using LabelledImages bytes = Bytes(60), floats = bytes.ToFloat32(), validation = Bytes(9);
        using FFNetwork one = SyntheticImages.Network().Build(), other = SyntheticImages.Network().Build();
        TrainingOptions options = new()
        {
            Epochs = 3,
            BatchSize = way is "a full batch" ? 60 : 16,
            Negatives = way is "negatives drawn once" ? NegativeRefresh.Once : NegativeRefresh.EveryBatch,
            Jitter = way is "jitter" ? 1 : 0,
            Validation = validation,
        };
        FusedWork.LeaveToLibtorch = way is "by libtorch";
        try
        {
            TrainingResult learned = one.Fit(bytes, options), expected = other.Fit(floats, options);

            learned.History.Select(epoch => epoch.ValidationAccuracy)
                .Should().Equal(expected.History.Select(epoch => epoch.ValidationAccuracy));
        }
        finally
        {
            FusedWork.LeaveToLibtorch = false;
        }

        foreach ((NamedTensor weight, NamedTensor sameWeight) in one.Tensors.Zip(other.Tensors))
            weight.Value.Equals(sameWeight.Value).Should().BeTrue(weight.Name);
    }

    [Fact]
    public void Network_Bytes_SaysTheSame()
    {
        using LabelledImages bytes = Bytes(40), floats = bytes.ToFloat32();
        using FFNetwork network = SyntheticImages.Network().WithSoftmaxHead().Build();
        network.Fit(bytes, new TrainingOptions { Epochs = 2, BatchSize = 20 });

        network.Predict(bytes.Images).Equals(network.Predict(floats.Images)).Should().BeTrue();
        network.ScoreLabels(bytes.Images).Equals(network.ScoreLabels(floats.Images)).Should().BeTrue();
        network.PredictProbabilities(bytes.Images).Equals(network.PredictProbabilities(floats.Images)).Should().BeTrue();
        network.ExtractFeatures(bytes.Images).Equals(network.ExtractFeatures(floats.Images)).Should().BeTrue();
        network.Evaluate(bytes).ToString().Should().Be(network.Evaluate(floats).ToString());
        network.MeasureLabelSensitivity(bytes.Images).Should().Equal(network.MeasureLabelSensitivity(floats.Images));
        network.CompareLayers(network, bytes.Images).SelectMany(row => row)
            .Should().Equal(network.CompareLayers(network, floats.Images).SelectMany(row => row));
        network.CountDeadUnits(bytes.Images).Should().BeEquivalentTo(network.CountDeadUnits(floats.Images));
        network.DescribeLayers(bytes).Should().BeEquivalentTo(network.DescribeLayers(floats));
    }

    [Fact]
    public void Baselines_Bytes_SayTheSame()
    {
        using LabelledImages bytes = Bytes(40), floats = bytes.ToFloat32();
        using FFNetwork network = SyntheticImages.Network().Build();
        using BackpropTwin one = BackpropTwin.Create(network.Definition), other = BackpropTwin.Create(network.Definition);
        TrainingOptions options = new() { Epochs = 2, BatchSize = 20 };

        one.Fit(bytes, options).History[^1].Losses.Should().Equal(other.Fit(floats, options).History[^1].Losses);

        one.Predict(bytes.Images).Equals(other.Predict(floats.Images)).Should().BeTrue();
        foreach (ProbeHead head in new ProbeHead[] { new RidgeHead(), new SoftmaxRegressionHead() })
        {
            ProbeOptions probing = new() { Head = head, Validation = floats };
            using LinearProbe probe = LinearProbe.Fit(RawPixels.Features, bytes, probing), same =
                LinearProbe.Fit(RawPixels.Features, floats, probing);
            probe.Predict(bytes.Images).Equals(same.Predict(floats.Images)).Should().BeTrue();
            probe.MeasureAccuracy(bytes).Should().Be(same.MeasureAccuracy(floats));
        }
    }

    [Fact]
    public void Standardise_Bytes_GivesTheSameNumbers()
    {
        using ImageDataset bytes = new("bytes", Bytes(2_500), Bytes(7)),
            floats = new("floats", bytes.Train.ToFloat32(), bytes.Test.ToFloat32());
        using ImageDataset one = bytes.Standardise(), other = floats.Standardise();

        one.Standardisation.Should().Be(other.Standardisation);
    }

    [Fact]
    public void RunDescription_Bytes_IsTheSameRun()
    {
        using LabelledImages bytes = Bytes(40), floats = bytes.ToFloat32();
        FFNetworkDefinition definition = SyntheticImages.Network().Define();

        RunDescription.Of(definition, bytes, new TrainingOptions(), "plan").Should().Equal(
            RunDescription.Of(definition, floats, new TrainingOptions(), "plan"));
    }

    private static LabelledImages Bytes(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(7UL);
        Tensor images = randint(0, 256, [count, 1, 6, 6], ScalarType.Int64, CPU, generator: generator).to_type(ScalarType.Byte);
        return new LabelledImages(images, arange(count, ScalarType.Int64).remainder(Classes), Classes);
    }
}
