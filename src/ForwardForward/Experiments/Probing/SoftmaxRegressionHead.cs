using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// Softmax regression by Adam: mean cross-entropy + λ/2 ‖W‖², from weights drawn as PyTorch's <c>Linear</c> draws them,
/// in batches drawn anew every epoch.
/// </summary>
/// <remarks>
/// Compare a classifier that stops early, without standardisation, with care: it measures how fast features are learned from as much as
/// what they hold. Immutable.
/// </remarks>
public sealed class SoftmaxRegressionHead : ProbeHead
{
    /// <summary>
    /// Creates the head with the strengths 0, 0.0001, 0.001 and 0.01, which learn side by side from the same batches. A strength must be at
    /// least 0.
    /// </summary>
    public SoftmaxRegressionHead()
        : base([0, 1e-4, 1e-3, 1e-2])
    {
    }

    /// <summary>How many steps Adam takes, at least 1.</summary>
    /// <value>The default is 10,000: 43 times all of 60,000 images in batches of 256.</value>
    public int Steps { get; init => field = Require.AtLeast(1, value, nameof(Steps)); } = 10_000;

    /// <summary>The images of a step, at least 1; all of them where there are fewer.</summary>
    /// <value>The default is 256.</value>
    public int BatchSize { get; init => field = Require.AtLeast(1, value, nameof(BatchSize)); } = 256;

    /// <summary>The settings of Adam.</summary>
    /// <value>The default is a rate of 0.001 that falls along a cosine over the steps.</value>
    public AdamOptions Optimizer { get; init => field = Require.NotNull(value, nameof(Optimizer)); } = new() { LearningRate = 1e-3 };

    /// <summary>Whether each feature is standardised by its mean and deviation on the images that the head is fitted to.</summary>
    /// <value>The default is true.</value>
    public bool Standardise { get; init; } = true;

    /// <summary>
    /// Whether the features of all images are computed once and kept, images × features × 4 bytes, instead of anew for every batch.
    /// What the process cannot have is refused with an <see cref="InvalidOperationException"/> before it is allocated.
    /// </summary>
    /// <value>The default is false.</value>
    public bool KeepFeatures { get; init; }

    /// <summary>The seed of first values and batches.</summary>
    /// <value>The default is 0.</value>
    public long Seed { get; init; }

    internal override IReadOnlyList<LinearHead> Fit(ProbeSamples samples, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!KeepFeatures)
            return FitTo(samples, progress, cancellationToken);
        ProbeSamples kept = samples.Keep(null, cancellationToken);
        using (kept.Data)
            return FitTo(kept, progress, cancellationToken);
    }

    private List<LinearHead> FitTo(ProbeSamples samples, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(unchecked((ulong)Seed));
        (Tensor mean, Tensor deviation) = MeasureStandardisation(samples, cancellationToken);
        Tensor shift = mean.to(float32), scale = deviation.reciprocal().to(float32);
        InitialValues values = new(generator, mean.device);
        List<SoftmaxClassifier> classifiers = [];
        try
        {
            foreach (double _ in Strengths)
                classifiers.Add(new SoftmaxClassifier(mean.shape[0], samples.Data.Classes, Optimizer, values));
            int step = 0;
            foreach ((Tensor features, Tensor labels) in samples.Batches(Steps, BatchSize, generator, cancellationToken))
            {
                using DisposeScope ofStep = NewDisposeScope();
                Tensor standardised = (features - shift) * scale;
                for (int index = 0; index < classifiers.Count; index++)
                    classifiers[index].Learn(standardised, labels, (double)step / Steps, Strengths[index]);
                progress?.Report((double)++step / Steps);
            }
            return
            [
                .. classifiers.Zip(Strengths, (classifier, strength) =>
                    LinearHead.Fold(strength, classifier.Weight.to(float64), classifier.Bias, mean, deviation).Detach()),
            ];
        }
        finally
        {
            classifiers.ForEach(classifier => classifier.Dispose());
        }
    }

    private (Tensor Mean, Tensor Deviation) MeasureStandardisation(ProbeSamples samples, CancellationToken cancellationToken)
    {
        using FeatureMoments moments = samples.Measure(withProducts: false, null, cancellationToken);
        (Tensor mean, Tensor deviation) = moments.Standardisation();
        return Standardise ? (mean, deviation) : (zeros_like(mean), ones_like(deviation));
    }

    private protected override double CheckStrength(double strength, string name) => Require.NotNegative(strength, name);
}
