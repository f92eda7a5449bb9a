using ForwardForward.Data;
using ForwardForward.Faithful;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training.Batches;

/// <summary>Images that both halves show are multiplied once; a network that embeds every label by itself must come out the same.</summary>
public sealed class SharedImagesTests
{
    public static TheoryData<ILabelEmbedding, INormalisation, int, TrainingSchedule> Cases => new()
    {
        { new FirstPixelsOverlay(), new MeanSquareNormalisation(), 20, TrainingSchedule.Simultaneous },
        { new FirstPixelsOverlay(value: -2), new LengthNormalisation(), 20, TrainingSchedule.Greedy },
        { new BatchMaximumOverlay(), new NoNormalisation(), 50, TrainingSchedule.Simultaneous },
        { new FaithfulBatchMaximumOverlay(), new LengthNormalisation(), 1_300, TrainingSchedule.Greedy },
        { new AppendedLabel(), new MeanSquareNormalisation(), 20, TrainingSchedule.Simultaneous },
        { new AppendedLabel(value: 3), new LengthNormalisation(), 1_300, TrainingSchedule.Greedy },
        { new FirstPixelsOverlay(), new MeanSquareNormalisation(), 1_300, TrainingSchedule.Alternating },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ImagesShownWithTwoLabels_EqualsEmbeddingEachLabelByItself(
        ILabelEmbedding embedding, INormalisation normalisation, int batch, TrainingSchedule schedule)
    {
        using LabelledImages data = SyntheticImages.Create(1_300);
        using FFNetwork shared = Train(embedding), apart = Train(new EachByItself(embedding));

        foreach ((NamedTensor one, NamedTensor other) in shared.Tensors.Zip(apart.Tensors))
            one.Value.ShouldBeClose(other.Value, 1e-4);
        shared.ScoreLabels(data.Images).ShouldBeClose(apart.ScoreLabels(data.Images), 1e-3);

        FFNetwork Train(ILabelEmbedding shown)
        {
            FFNetwork network = SyntheticImages.Network()
                .WithLabelEmbedding(shown).WithInputNormalisation(normalisation).WithNegatives(new FirstLayerSampler()).Build();
            network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = batch, Schedule = schedule });
            return network;
        }
    }

    // A layer that drops inputs does not take the product that the scores left, and passes on what its new weight makes of the images.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_LayerThatDropsInputs_EqualsEmbeddingEachLabelByItself(bool passesOnUpdated)
    {
        using LabelledImages data = SyntheticImages.Create(100);
        using FFNetwork shared = Train(new FirstPixelsOverlay()), apart = Train(new EachByItself(new FirstPixelsOverlay()));

        foreach ((NamedTensor one, NamedTensor other) in shared.Tensors.Zip(apart.Tensors))
            one.Value.ShouldBeClose(other.Value, 1e-5);

        FFNetwork Train(ILabelEmbedding shown)
        {
            FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithLabelEmbedding(shown)
                .WithNegatives(new FirstLayerSampler()).AddDense(20, dropout: 0.5).AddDense(12).Build();
            network.Fit(data, new TrainingOptions { Epochs = 3, BatchSize = 20, PassOnUpdatedActivations = passesOnUpdated });
            return network;
        }
    }

    private sealed class EachByItself(ILabelEmbedding inner) : ILabelEmbedding
    {
        public int AppendedValues(int classes) => inner.AppendedValues(classes);

        public Tensor Embed(Tensor images, Tensor labels, int classes) => inner.Embed(images, labels, classes);

        public Tensor EmbedNeutral(Tensor images, int classes) => inner.EmbedNeutral(images, classes);
    }
}
