using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>Small images to standardise, the same scaled by hand, and networks that read them.</summary>
internal static class StandardisedImages
{
    private const int Classes = 3;

    public static FFNetworkBuilder Builder(string way)
    {
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(2, 6, 6).WithClasses(Classes).WithSeed(1);
        return way switch
        {
            "label-free" => builder.AddViewContrast(16).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead)
                .WithAugmentation(Augmentation.None with { Mirror = 0.5 }),
            "class-wise" => builder.AddProjection(16).AddProjection(12),
            _ when way.Contains("mixed", StringComparison.Ordinal) =>
                builder.AddDense(32).AddDense(24).WithNegatives(new HybridMixSampler()).WithLabelEmbedding(new BatchMaximumOverlay()),
            _ => builder.AddDense(32).AddDense(24),
        };
    }

    /// <summary>Images as they are read; a channel differs from the other.</summary>
    public static ImageDataset Raw(int count, bool bytes)
    {
        return new ImageDataset("raw", Part(count, seed: 7), Part(7, seed: 8));

        LabelledImages Part(int images, ulong seed)
        {
            using DisposeScope scope = NewDisposeScope();
            using Generator generator = new(seed);
            Tensor pixels = randint(0, 200, [images, 2, 6, 6], ScalarType.Int64, CPU, generator: generator);
            pixels = (pixels + tensor(new long[] { 0, 55 }).view(1, 2, 1, 1)).to_type(ScalarType.Byte);
            return new LabelledImages(
                bytes ? pixels : pixels.to_type(float32) / 255, arange(images, ScalarType.Int64).remainder(Classes), Classes);
        }
    }

    /// <summary>As a user without this library would scale them.</summary>
    public static LabelledImages ByHand(LabelledImages part)
    {
        using DisposeScope scope = NewDisposeScope();
        Standardisation by = part.Standardisation!;
        using LabelledImages floats = part.ToFloat32();
        if (by.Means.Length == 1)
            return new LabelledImages((floats.Images - by.Means[0]) / by.Deviations[0], part.Labels, Classes);
        long[] shape = by.Means.Length == 2 ? [1, 2, 1, 1] : [1, 2, 6, 6];
        Tensor means = tensor(by.Means.ToArray(), float32).view(shape), deviations = tensor(by.Deviations.ToArray(), float32).view(shape);
        return new LabelledImages((floats.Images - means) / deviations, part.Labels, Classes);
    }
}
