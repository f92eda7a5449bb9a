using ForwardForward.Data;
using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>Labelled images with the function that gives their features, read in micro-batches.</summary>
/// <param name="Features">From images <c>[n, channels, height, width]</c> to features <c>[n, features]</c>.</param>
/// <param name="Data">The images.</param>
/// <param name="Otherwise">What images are scaled by that know nothing of it: that of the training images.</param>
internal sealed record ProbeSamples(Func<Tensor, Tensor> Features, LabelledImages Data, Standardisation? Otherwise = null)
{
    /// <summary>Sums what standardisation and ridge regression need. The caller disposes it.</summary>
    public FeatureMoments Measure(bool withProducts, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        FeatureMoments moments = new(withProducts);
        try
        {
            ForEachMicroBatch(
                (features, labels) => moments.Add(features, nn.functional.one_hot(labels, Data.Classes)), progress, cancellationToken);
            return moments;
        }
        catch
        {
            moments.Dispose();
            throw;
        }
    }

    /// <summary>The accuracy of every head, from one pass over the images.</summary>
    public double[] MeasureAccuracies(IReadOnlyList<LinearHead> heads, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = cat([.. heads.Select(head => head.Weights)], 0), bias = cat([.. heads.Select(head => head.Bias)], 0);
        Tensor correct = TensorCreation.Zeros([heads.Count], int64, weights.device);
        ForEachMicroBatch(
            (features, labels) =>
            {
                Tensor scores = nn.functional.linear(features.to(float32), weights, bias);
                Tensor predicted = scores.view(features.shape[0], heads.Count, Data.Classes).argmax(2);
                correct.AddInPlace(predicted.eq(labels.unsqueeze(1)).sum([0]));
            },
            progress,
            cancellationToken);
        return [.. correct.cpu().data<long>().Select(count => (double)count / Data.Count)];
    }

    /// <summary>The features of some images, checked, on the device where the function leaves them.</summary>
    /// <param name="function">The function. It is given images in float32, unscaled, which know what scales them.</param>
    /// <param name="images">The images.</param>
    /// <param name="by">What scales them, for whoever reads them; null for what the reader has.</param>
    public static Tensor Read(Func<Tensor, Tensor> function, Tensor images, Standardisation? by)
    {
        using var noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor features = function(Pixels.Know(Pixels.AsRead(images).alias(), by))
            ?? throw new InvalidOperationException("The function that gives the features returned null.");
        if (features.ndim != 2 || features.shape[0] != images.shape[0])
            throw new InvalidOperationException(
                $"The function that gives the features must return [n, features] for n images. For {images.shape[0]} images it returned "
                    + $"[{string.Join(", ", features.shape)}]: flatten maps with features.flatten(1).");
        if (!features.isfinite().all().item<bool>())
            throw new InvalidOperationException(
                "The features hold NaN or infinity. Look at the network's training: did its losses stay finite?");
        return features.MoveToOuterDisposeScope();
    }

    /// <summary>How many features an image has, and where they are: of one image.</summary>
    public (long Width, Device Device) LookAtFeatures()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = Read(Data.Images.narrow(0, 0, 1));
        return (features.shape[1], features.device);
    }

    /// <summary>The same samples with their features computed once and kept. The caller disposes <see cref="Data"/>.</summary>
    public ProbeSamples Keep(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        (long width, Device device) = LookAtFeatures();
        ProbeMemory.Require(
            4.0 * Data.Count * width,
            FormattableString.Invariant($"Keeping {width:N0} features of {Data.Count:N0} images needs images × features × 4"),
            "Read fewer features (FeatureOptions.Layers, and Grids, which average maps), probe with fewer images, or keep no features.",
            device);
        Tensor kept = TensorCreation.Empty([Data.Count, width], float32, device);
        long row = 0;
        ForEachMicroBatch(
            (features, _) =>
            {
                kept.narrow(0, row, features.shape[0]).copy_(features);
                row += features.shape[0];
            },
            progress,
            cancellationToken);
        return new ProbeSamples(images => images.flatten(1), Data.Map(_ => kept.unsqueeze(2).unsqueeze(3)));
    }

    /// <summary>As many batches as asked for, in a new order every epoch; each is disposed when the next one is asked for.</summary>
    public IEnumerable<(Tensor Features, Tensor Labels)> Batches(
        int count, int batchSize, Generator generator, CancellationToken cancellationToken)
    {
        int drawn = 0;
        while (drawn < count)
        {
            using Tensor order = TensorCreation.DrawOrder(Data.Count, generator).DetachFromDisposeScope();
            for (int start = 0; start < Data.Count && drawn < count; start += batchSize, drawn++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (Tensor features, Tensor labels) = Batch(order, start, Math.Min(batchSize, Data.Count - start));
                using (features)
                using (labels)
                    yield return (features, labels);
            }
        }
    }

    private (Tensor Features, Tensor Labels) Batch(Tensor order, int start, int rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor chosen = order.narrow(0, start, rows).to(Data.Images.device);
        Tensor features = Read(Data.Images.index_select(0, chosen));
        return (features.DetachFromDisposeScope(), Data.Labels.index_select(0, chosen).to(features.device).DetachFromDisposeScope());
    }

    private Tensor Read(Tensor images) => Read(Features, images, Data.Standardisation ?? Otherwise);

    private void ForEachMicroBatch(Action<Tensor, Tensor> use, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Data.ForEachMicroBatch(
            MicroBatchSize.OfProcessor.Rows,
            (images, labels) =>
            {
                Tensor features = Read(images);
                use(features, labels.to(features.device));
            },
            progress,
            cancellationToken);
}
