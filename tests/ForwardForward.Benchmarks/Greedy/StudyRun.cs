using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Plain;
using ForwardForward.Data;
using ForwardForward.Faithful;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Greedy;

/// <summary>The study's training, 784-500-500 greedily on a full batch of 60,000 images, by the library and written plainly.</summary>
/// <remarks>Both begin with the same parameters and have the same wrong labels, drawn once, so that their losses are the same.</remarks>
internal sealed class StudyRun : IDisposable
{
    private const int Count = 60_000;
    private const long Seed = 1;

    private readonly LabelledImages _images = RandomImages.Create(Count);
    private readonly int _steps;

    /// <param name="steps">Steps of each layer.</param>
    public StudyRun(int steps)
    {
        _steps = steps;
    }

    /// <summary>The library's run.</summary>
    public TrainingResult Fit()
    {
        using FFNetwork network = Build();
        return network.Fit(_images, new TrainingOptions
        {
            Epochs = _steps,
            BatchSize = Count,
            Schedule = TrainingSchedule.Greedy,
            Negatives = NegativeRefresh.Once,
        });
    }

    /// <summary>The study's loop, one list of steps a layer.</summary>
    public IReadOnlyList<IReadOnlyList<StudyStep>> LearnPlainly()
    {
        using DisposeScope scope = NewDisposeScope();
        using FFNetwork network = Build();
        using StudyNetwork study = StudyNetwork.Like(network);
        return study.LearnGreedily(_images.Images.flatten(1), _images.Labels, WrongLabels(network), _steps);
    }

    public void Dispose() => _images.Dispose();

    private static FFNetwork Build() => RandomImages.Network().WithSeed(Seed)
        .WithLabelEmbedding(new FaithfulBatchMaximumOverlay())
        .WithNegatives(new WrongLabelSampler())
        .WithInputNormalisation(new LengthNormalisation())
        .WithLoss(new LogisticLoss(threshold: 2))
        .WithOptimizer(new AdamOptions { LearningRate = 0.03, Decay = LearningRateDecay.Constant })
        .AddDense(500).AddDense(500)
        .Build();

    /// <summary>The labels that the network will draw for its negatives.</summary>
    private Tensor WrongLabels(FFNetwork network)
    {
        using RandomStreams streams = new(Seed);
        return network.Definition.Negatives.Sample(
            new LabelledBatch(_images.Images, _images.Labels), new SamplingContext(streams.Sampling, _images.Classes)).Labels;
    }
}
