using ForwardForward.Data;
using ForwardForward.Tests.Samples;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training.Pipelines;

public sealed class PipelineSegmentTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 16, Jitter = 1 };

    [Theory]
    [InlineData("overlay", false)]
    [InlineData("overlay", true)]
    [InlineData("projection", false)]
    [InlineData("projection", true)]
    [InlineData("convolution", false)]
    [InlineData("convolution", true)]
    public void Segments_ThatHandOn_EndWithTheBitsOfFit(string family, bool updated)
    {
        using LabelledImages data = SyntheticImages.Create(40);
        using TemporaryFolder folder = new();
        FFNetworkDefinition definition = PipelineNetworks.Define(family);
        TrainingOptions options = Options with { PassOnUpdatedActivations = updated };
        using PipelineSegment first = new(definition, ..1, options, data), second = new(definition, 1.., options);

        for (int epoch = 0; epoch < options.Epochs; epoch++)
            LearnEpoch(first, second);

        Join(folder, definition, first, second).Should().Equal(PipelineNetworks.Fit(definition, data, options));
    }

    [Theory]
    [InlineData("overlay")]
    [InlineData("convolution")]
    public void Load_OfAnEpochsEnd_GoesOnWithTheSameBits(string family)
    {
        using LabelledImages data = SyntheticImages.Create(40);
        using TemporaryFolder folder = new();
        FFNetworkDefinition definition = PipelineNetworks.Define(family);
        using (PipelineSegment first = new(definition, ..2, Options, data), second = new(definition, 2.., Options))
        {
            LearnEpoch(first, second);
            first.Save(folder.Combine("first"));
            second.Save(folder.Combine("second"));
            LearnEpoch(first, second); // Lost, as if its process were killed.
        }
        using PipelineSegment again = new(definition, ..2, Options, data), other = new(definition, 2.., Options);
        again.Load(folder.Combine("first"));
        other.Load(folder.Combine("second"));
        while (again.EpochsDone < Options.Epochs)
            LearnEpoch(again, other);

        Join(folder, definition, again, other).Should().Equal(PipelineNetworks.Fit(definition, data, Options));
    }

    [Fact]
    public void Load_FileOfOtherLayers_IsRefusedByName()
    {
        using TemporaryFolder folder = new();
        FFNetworkDefinition definition = PipelineNetworks.Define("projection");
        using PipelineSegment second = new(definition, 1..2, Options), third = new(definition, 2.., Options);
        second.Save(folder.Combine("second"));

        third.Invoking(segment => segment.Load(folder.Combine("second")))
            .Should().Throw<InvalidDataException>().WithMessage("*the layers 1..2*the layers 2..3*");
    }

    [Fact]
    public void Join_LayersMissing_SaysWhich()
    {
        using TemporaryFolder folder = new();
        FFNetworkDefinition definition = PipelineNetworks.Define("projection");
        using PipelineSegment second = new(definition, 1.., Options);
        second.Save(folder.Combine("second"));

        FluentActions.Invoking(() => PipelineSegment.Join(definition, [folder.Combine("second")]))
            .Should().Throw<InvalidDataException>().WithMessage("*layer1.weight*");
    }

    [Fact]
    public void Learn_RowsOfAnotherShape_IsRefusedByTheLayer()
    {
        using PipelineSegment second = new(PipelineNetworks.Define("projection"), 1.., Options);
        using PipelineBatch batch = new(ones(4, 7), zeros(4, ScalarType.Int64), zeros(4, ScalarType.Int64), 4, 0);
        second.BeginEpoch();

        second.Invoking(segment => segment.Learn(batch)).Should().Throw<ArgumentException>().WithMessage("*[rows, 20]*[4, 7]*");
    }

    [Fact]
    public void Learn_LabelThatIsNoClass_IsRefused()
    {
        using PipelineSegment second = new(PipelineNetworks.Define("projection"), 1.., Options);
        using PipelineBatch batch = new(ones(4, 20), full(4, 3, ScalarType.Int64), zeros(4, ScalarType.Int64), 4, 0);
        second.BeginEpoch();

        second.Invoking(segment => segment.Learn(batch)).Should().Throw<ArgumentException>().WithMessage("*3*");
    }

    [Fact]
    public void Create_NetworkWhoseLayersAskEachOther_IsRefusedByName()
    {
        FFNetworkBuilder network = SyntheticImages.Network();

        Refusal(network.WithSoftmaxHead().Define(), Options).Should().Contain("the softmax head");
        Refusal(SyntheticImages.Network().WithCollaboration(new LayerCollaboration()).Define(), Options)
            .Should().Contain(nameof(LayerCollaboration));
        Refusal(SyntheticImages.Network().WithModulation(new LayerAgreementModulation()).Define(), Options)
            .Should().Contain("Dense 32 asks other layers");
        Refusal(SyntheticImages.Network().AddDense(9, dropout: 0.5).Define(), Options).Should().Contain("dropout");
    }

    [Fact]
    public void Create_OptionsThatNeedTheWholeNetwork_AreRefusedByName()
    {
        using LabelledImages data = SyntheticImages.Create(6);
        FFNetworkDefinition definition = SyntheticImages.Network().Define();

        Refusal(definition, Options with { Schedule = TrainingSchedule.Greedy }).Should().Contain("Greedy");
        Refusal(definition, Options with { Validation = data }).Should().Contain("validation");
        Refusal(definition, Options with { Negatives = NegativeRefresh.Once }).Should().Contain("drawn once");
    }

    [Fact]
    public void LearnNext_SamplerThatAsksTheWholeNetwork_IsRefusedByName()
    {
        using LabelledImages data = SyntheticImages.Create(40);
        FFNetworkDefinition definition = SyntheticImages.Network().WithNegatives(new HardLabelSampler()).Define();
        using PipelineSegment first = new(definition, ..1, Options, data);
        first.BeginEpoch();

        first.Invoking(segment => segment.LearnNext()).Should().Throw<InvalidOperationException>()
            .WithMessage("HardLabelSampler asks the whole network*1 of its 2 layers*");
    }

    [Fact]
    public void Segment_CalledOutOfTurn_SaysWhatToCall()
    {
        using LabelledImages data = SyntheticImages.Create(40);
        FFNetworkDefinition definition = SyntheticImages.Network().Define();
        using PipelineSegment first = new(definition, ..1, Options, data), second = new(definition, 1.., Options);
        using PipelineBatch batch = new(ones(4, 32), zeros(4, ScalarType.Int64), zeros(4, ScalarType.Int64), 2, 0);

        first.Invoking(segment => segment.LearnNext()).Should().Throw<InvalidOperationException>();
        second.Invoking(segment => segment.LearnNext()).Should().Throw<InvalidOperationException>().WithMessage("*Call Learn.");
        second.Invoking(segment => segment.Learn(batch)).Should().Throw<InvalidOperationException>().WithMessage("*BeginEpoch*");
        second.Invoking(segment => segment.EndEpoch()).Should().Throw<InvalidOperationException>().WithMessage("*BeginEpoch*");
        second.BeginEpoch();
        second.Invoking(segment => segment.Save("none")).Should().Throw<InvalidOperationException>().WithMessage("*EndEpoch*");
    }

    [Fact]
    public void EndEpoch_ParameterNotFinite_NamesTheLayer()
    {
        FFNetworkDefinition definition = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .WithOptimizer(new AdamOptions { LearningRate = 1e30 }).AddProjection(9).AddProjection(9).Define();
        using LabelledImages data = SyntheticImages.Create(40);
        using PipelineSegment first = new(definition, ..1, Options, data);
        first.BeginEpoch();
        for (int index = 0; index < 3; index++)
            first.LearnNext()?.Dispose();

        first.Invoking(segment => segment.EndEpoch()).Should().Throw<TrainingDivergedException>().WithMessage("*layer 1*");
    }

    private static string Refusal(FFNetworkDefinition definition, TrainingOptions options) =>
        FluentActions.Invoking(() => new PipelineSegment(definition, 1.., options)).Should().Throw<ArgumentException>().Which.Message;

    private static void LearnEpoch(PipelineSegment first, PipelineSegment second)
    {
        first.BeginEpoch();
        second.BeginEpoch();
        for (int index = 0; index < 3; index++) // 40 images, 16 a batch.
        {
            using PipelineBatch batch = first.LearnNext()!;
            second.Learn(batch).Should().BeNull();
        }
        first.EndEpoch();
        second.EndEpoch();
    }

    private static byte[] Join(TemporaryFolder folder, FFNetworkDefinition definition, params PipelineSegment[] segments)
    {
        string[] paths = [.. segments.Select((_, index) => folder.Combine($"segment-{index}"))];
        foreach ((PipelineSegment segment, string path) in segments.Zip(paths))
            segment.Save(path);
        using FFNetwork network = PipelineSegment.Join(definition, paths);
        return PipelineNetworks.Bytes(network);
    }
}
