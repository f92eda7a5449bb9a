using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Plain;
using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>A training step of 784-500-500 with the library's defaults, and the study's loop on mini-batches.</summary>
internal static class StudyPair
{
    private const int Batches = 50;
    private const int Batch = 128;

    public static Pair Open()
    {
        FFNetwork network = RandomImages.Network().AddDense(500).AddDense(500).Build();
        StudyNetwork study = new();
        LabelledImages images = RandomImages.Create(Batches * Batch);
        Tensor flat = images.Images.flatten(1);
        TrainingOptions options = new() { Epochs = 1, BatchSize = Batch };
        return Pair.OfSteps(
            Batches, () => network.Fit(images, options), () => study.LearnEpoch(flat, images.Labels, Batch), network, study, images);
    }
}
