using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// A linear classifier on frozen features. It shows how useful a network's features are for classes that the network may never have seen.
/// </summary>
/// <remarks>
/// Features are read in micro-batches of images and kept only if the head needs them, so any number of images can be probed. A probe owns
/// its two tensors; it may be read from several threads if its function of features may.
/// </remarks>
public sealed class LinearProbe : IDisposable
{
    private readonly Func<Tensor, Tensor> _features;
    private readonly Standardisation? _standardisation;
    private readonly LinearHead _head;
    private readonly Lifetime _lifetime;

    private LinearProbe(
        Func<Tensor, Tensor> features, Standardisation? standardisation, LinearHead head, double? validationAccuracy, int classes)
    {
        _features = features;
        _standardisation = standardisation;
        _head = head;
        _lifetime = new Lifetime("The probe", head.Dispose);
        ValidationAccuracy = validationAccuracy;
        Classes = classes;
    }

    /// <summary>The strength of regularisation that was chosen.</summary>
    public double Strength => _head.Strength;

    /// <summary>The accuracy on the validation images that chose it, from 0 to 1; null where one strength alone was given.</summary>
    public double? ValidationAccuracy { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>
    /// The weights, <c>[classes, features]</c>, float32, of the features as they are read: standardisation is folded in.
    /// Owned by the probe.
    /// </summary>
    public Tensor Weights => _head.Weights;

    /// <summary>The bias, <c>[classes]</c>, float32. Owned by the probe.</summary>
    public Tensor Bias => _head.Bias;

    /// <summary>Fits a probe.</summary>
    /// <param name="features">
    /// From images <c>[n, channels, height, width]</c> to features <c>[n, features]</c>, each image by itself: such as
    /// <c>images => network.ExtractFeatures(images)</c>, or <c>RawPixels.Features</c> for the baseline that any network has to beat. It is
    /// given images in float32, not scaled: those two scale them, by the standardisation of the training images where they know one.
    /// </param>
    /// <param name="training">The images that it learns from, and whose features' means and deviations standardise.</param>
    /// <param name="options">Validation images, head, progress and cancellation; null for the defaults.</param>
    /// <returns>The probe; dispose it after use.</returns>
    /// <exception cref="ArgumentException">
    /// Several strengths and no validation images, or validation images of other shape or classes.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The function returned something else than finite features, one row an image; or the head needs more memory for so many of them than
    /// this process can have; or a strength of ridge regression is lost in rounding.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="ProbeOptions.Cancellation"/> was cancelled.</exception>
    public static LinearProbe Fit(Func<Tensor, Tensor> features, LabelledImages training, ProbeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(training);
        options ??= new ProbeOptions();
        HeadSelection.Check(training, options.Validation, options.Head);
        (LinearHead chosen, double? accuracy) = HeadSelection.Fit(features, [training], options)[0];
        return new LinearProbe(features, training.Standardisation, chosen, accuracy, training.Classes);
    }

    /// <summary>The most plausible class of each image; the features of all of them are computed at once.</summary>
    /// <param name="images">Images as the function of features takes them, <c>[n, channels, height, width]</c>.</param>
    /// <returns>Class indices, <c>[n]</c>, int64. They belong to the caller.</returns>
    /// <exception cref="InvalidOperationException">The function returned something else than finite features, one row an image.</exception>
    public Tensor Predict(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using Lifetime.Use held = _lifetime.Enter();
        using DisposeScope scope = NewDisposeScope();
        Tensor features = ProbeSamples.Read(_features, images, Pixels.StandardisationOf(images) ?? _standardisation);
        return nn.functional.linear(features.to(float32), Weights, Bias).argmax(1).MoveToOuterDisposeScope();
    }

    /// <summary>The fraction of images whose class the probe names.</summary>
    /// <param name="data">Labelled images.</param>
    /// <param name="options">Progress and cancellation; null for none.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentException">The images have another number of classes.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public double MeasureAccuracy(LabelledImages data, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Classes != Classes)
            throw new ArgumentException($"The probe has {Classes} classes and the images have {data.Classes}.", nameof(data));
        using Lifetime.Use held = _lifetime.Enter();
        options ??= new EvaluationOptions();
        return new ProbeSamples(_features, data, _standardisation).MeasureAccuracies([_head], options.Progress, options.Cancellation)[0];
    }

    /// <summary>Frees weights and bias.</summary>
    public void Dispose() => _lifetime.End();
}
