using ForwardForward.Data;
using ForwardForward.Experiments;
using static TorchSharp.torch;

namespace ForwardForward.Samples;

/// <summary>A way to read a dataset from features, by a linear classifier.</summary>
/// <param name="Metric">The metric, such as <c>transfer_accuracy</c>.</param>
/// <param name="Description">How it is measured: a part of the trial's settings, so that another way of measuring is another trial.</param>
/// <param name="Target">What is read.</param>
/// <param name="Features">What is read of the network.</param>
/// <param name="Head">The classifier of a seed.</param>
public sealed record StudyProbe(string Metric, string Description, ImageDataset Target, FeatureOptions Features, Func<long, ProbeHead> Head)
{
    /// <summary>The probe of networks.</summary>
    public NetworkMeasure OfNetwork => new(Metric, Description, (network, context) => Measure(network.ExtractFeatures, context));

    /// <summary>The probe of backprop twins.</summary>
    public BackpropMeasure OfTwin => new(Metric, Description, (twin, context) => Measure(twin.ExtractFeatures, context));

    /// <summary>
    /// Makes the study's classifier, which stops early: softmax regression by Adam at a constant rate of 0.01, without standardisation.
    /// </summary>
    /// <param name="steps">How many steps.</param>
    /// <param name="batchSize">The images of a step.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The head.</returns>
    public static ProbeHead StudyHead(int steps, int batchSize, long seed) => new SoftmaxRegressionHead
    {
        Strengths = [0],
        Steps = steps,
        BatchSize = batchSize,
        Optimizer = new AdamOptions { LearningRate = 0.01, Decay = LearningRateDecay.Constant },
        Standardise = false,
        KeepFeatures = true,
        Seed = seed,
    };

    /// <summary>The study's classifier in batches of 256.</summary>
    /// <param name="epochs">How many passes over the images.</param>
    /// <param name="images">The images.</param>
    /// <returns>From a seed to the head.</returns>
    public static Func<long, ProbeHead> StudyHeadOfEpochs(int epochs, LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return seed => StudyHead(epochs * (int)Math.Ceiling(images.Count / 256.0), 256, seed);
    }

    /// <summary>Measures features.</summary>
    /// <param name="extract">What gives the features of images.</param>
    /// <param name="context">Seed and cancellation.</param>
    /// <returns>The accuracy on the target's test images.</returns>
    public double Measure(Func<Tensor, FeatureOptions?, Tensor> extract, TrialContext context)
    {
        ArgumentNullException.ThrowIfNull(extract);
        ArgumentNullException.ThrowIfNull(context);
        using LinearProbe probe = LinearProbe.Fit(
            images => extract(images, Features),
            Target.Train,
            new ProbeOptions { Validation = Target.Validation, Head = Head(context.Seed), Cancellation = context.Cancellation });
        return probe.MeasureAccuracy(Target.Test, new EvaluationOptions { Cancellation = context.Cancellation });
    }
}
