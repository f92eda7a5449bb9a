using System.Numerics;
using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Adds the label to the whole image as a plane wave: image + amplitude · cos(2π · (u · row / height + v · column / width) + φ), where
/// each class has its own u, v and φ. It is the same in every channel.
/// </summary>
/// <remarks>
/// <para>After Scodellaro et al., "Training convolutional neural networks with the Forward-Forward algorithm" (Scientific Reports 2025): a
/// convolution finds the label everywhere, not only in a corner. The paper mixes the wave into a normalised image with a weight K. Here it
/// is added, and the image stays as it is. Which waves, and in what order, is this library's choice.</para>
/// <para>u and v are whole cycles an image, so every pattern has mean 0 and mean square amplitude²/2, and any two are orthogonal. A wave
/// is at least 3 pixels long. Waves with u and v on the coarsest grid come first (multiples of … 8, 4, 2, 1), and within a grid the
/// longest. So the waves of few classes are far apart, and a small filter can tell them apart. φ is the class's index in radians, so the
/// crests do not meet in one corner. No two classes differ only in φ, because a convolution cannot see φ. 28×28 pixels have room for 138
/// classes, 8×8 for 10.</para>
/// <para>The neutral label is the mean of all classes' patterns.</para>
/// </remarks>
public sealed class WaveLabelPattern : ILabelEmbedding, IOnnxLabelEmbedding
{
    /// <summary>Creates the pattern.</summary>
    /// <param name="amplitude">The height of the waves, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amplitude"/> is not a positive number.</exception>
    public WaveLabelPattern(double amplitude = 1.0)
    {
        Amplitude = Require.Positive(amplitude, nameof(amplitude));
    }

    /// <summary>The height of the waves; 1 is as loud as a standardised image's own deviation.</summary>
    /// <value>The default is 1.</value>
    public double Amplitude { get; }

    /// <inheritdoc/>
    public Tensor Embed(Tensor images, Tensor labels, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patterns = Patterns(Expect.InMemory(images), classes);
        Tensor shown = Expect.Beside(Expect.Classes(labels, classes, images.shape[0]), images);
        return images.Add(patterns.index_select(0, shown).unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor EmbedNeutral(Tensor images, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        return images.Add(Patterns(images, classes).mean([0])).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string? FindProblem(ImageShape shape, int classes)
    {
        int waves = WavesInAnyOrder(shape.Height, shape.Width).Take(classes).Count();
        return classes == waves
            ? null
            : $"{classes} classes need {classes} waves, and an image of {shape} has room for {waves}.";
    }

    // One a class, [classes, height, width].
    private Tensor Patterns(Tensor images, int classes)
    {
        (int height, int width) = ((int)Expect.Images(images).shape[2], (int)images.shape[3]);
        (int Down, int Across)[] waves = [.. Waves(height, width).Take(classes)];
        if (classes < 1 || waves.Length < classes)
            throw new ArgumentOutOfRangeException(
                nameof(classes), classes,
                $"An image of {height}×{width} has room for 1 to {Waves(height, width).Count()} classes, a wave each.");
        Tensor rows = TensorCreation.Arange(height, float64, CPU).view(1, height, 1).Divide(height);
        Tensor columns = TensorCreation.Arange(width, float64, CPU).view(1, 1, width).Divide(width);
        Tensor cycles = (PerClass(waves.Select(wave => wave.Down)) * rows).Add(PerClass(waves.Select(wave => wave.Across)) * columns);
        Tensor phases = PerClass(Enumerable.Range(0, waves.Length));
        return cycles.Multiply(2 * Math.PI).Add(phases).cos().Multiply(Amplitude).to(images.dtype, images.device);
    }

    // Half of the plane: a wave and its opposite are the same.
    private static IEnumerable<(int Down, int Across)> WavesInAnyOrder(int height, int width) =>
        from down in Enumerable.Range(0, height / 3 + 1)
        from across in Enumerable.Range(-(width / 3), 2 * (width / 3) + 1)
        where (down > 0 || across > 0) && Math.Pow(3.0 * down / height, 2) + Math.Pow(3.0 * across / width, 2) <= 1
        select (down, across);

    private static IEnumerable<(int Down, int Across)> Waves(int height, int width) => WavesInAnyOrder(height, width)
        .OrderByDescending(wave => BitOperations.TrailingZeroCount(wave.Down | wave.Across))
        .ThenBy(wave => (wave.Down * wave.Down) + (wave.Across * wave.Across));

    private static Tensor PerClass(IEnumerable<int> values) =>
        TensorCreation.CopyOf([.. values.Select(value => (double)value)]).view(-1, 1, 1);

    OnnxValue IOnnxLabelEmbedding.Embed(
        OnnxGraph graph, OnnxValue images, OnnxValue labels, IReadOnlyList<long> shape, int classes) =>
        graph.Sum(images, graph.Add("Gather", [Patterns(graph, shape, classes, isMean: false), labels]));

    OnnxValue IOnnxLabelEmbedding.EmbedNeutral(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape, int classes) =>
        graph.Sum(images, Patterns(graph, shape, classes, isMean: true));

    // [classes, 1, height, width], or their mean [1, 1, height, width].
    private OnnxValue Patterns(OnnxGraph graph, IReadOnlyList<long> shape, int classes, bool isMean)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patterns = Patterns(TensorCreation.Empty([1, .. shape], float32, CPU), classes).unsqueeze(1);
        return graph.Constant(isMean ? patterns.mean([0], keepdim: true) : patterns);
    }
}
