using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// How pixels are scaled before a network sees them: (pixel − mean) / deviation, with one mean and deviation for a whole image,
/// one for each of its channels, or one for each of its values.
/// </summary>
/// <remarks>
/// A dataset measures it (<c>ImageDataset.Standardise</c>), the builder's <c>WithDataset</c> hands it on, and a network keeps it in
/// its file: images are given to it as they are. Pixels of bytes are value / 255 first. All arithmetic is in float32. Immutable;
/// two are equal where their numbers are.
/// </remarks>
public sealed class Standardisation : IEquatable<Standardisation>
{
    private SpreadNumbers? _spread;

    /// <summary>One mean and one deviation for a whole image.</summary>
    /// <param name="mean">The mean, a finite number of float32.</param>
    /// <param name="deviation">The standard deviation, a positive number of float32.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Standardisation(double mean, double deviation)
        : this([mean], [deviation])
    {
    }

    /// <summary>A mean and a deviation for a whole image, for each channel, or for each value of an image.</summary>
    /// <param name="means">The means, finite numbers of float32: one, one a channel, or channels × height × width in this order.</param>
    /// <param name="deviations">The standard deviations, positive numbers of float32, as many as means.</param>
    /// <exception cref="ArgumentException">
    /// There are none, or not as many of one as of the other; or a number is out of its range.
    /// </exception>
    [JsonConstructor]
    public Standardisation(ImmutableArray<double> means, ImmutableArray<double> deviations)
    {
        if (means.IsDefaultOrEmpty)
            throw new ArgumentException(
                "There is no mean. Give one, one for each channel, or one for each value of an image.", nameof(means));
        if (deviations.IsDefault || deviations.Length != means.Length)
            throw new ArgumentException(
                $"There are {means.Length} means and {(deviations.IsDefault ? 0 : deviations.Length)} deviations. Give as many of each.",
                nameof(deviations));
        foreach ((int index, double mean) in means.Index())
            if (!float.IsFinite((float)mean))
                throw Refuse(nameof(means), index, mean, "a finite number of float32");
        foreach ((int index, double deviation) in deviations.Index())
            if (!CanDivide(deviation))
                throw Refuse(nameof(deviations), index, deviation, "a positive number of float32");
        foreach ((int index, double mean) in means.Index())
            if (!float.IsFinite((float)mean / (float)deviations[index]))
                throw Refuse(nameof(means), index, mean, $"so many deviations of {deviations[index]} as float32 can count");
        Means = means;
        Deviations = deviations;
    }

    /// <summary>What is taken off: one mean, one for each channel, or one for each value of an image.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>What is divided by: as many standard deviations.</summary>
    public ImmutableArray<double> Deviations { get; }

    /// <summary>What images are known to be scaled by that are scaled already.</summary>
    internal static Standardisation None { get; } = new(mean: 0, deviation: 1);

    internal bool ChangesNothing => Means is [0] && Deviations is [1];

    /// <summary>Whether a pixel's place in the image does not matter: there is one mean for all.</summary>
    internal bool IsSameEverywhere => Means.Length == 1;

    /// <summary>Scales images, as networks do that know this standardisation.</summary>
    /// <param name="images">
    /// Images, <c>[n, channels, height, width]</c>, bytes or floating-point, on any device. They stay as they are.
    /// </param>
    /// <returns>New images of the same shape on the same device, float32. To be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">
    /// The images have another type or number of dimensions, or other channels or values than there are means.
    /// </exception>
    public Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.ndim != 4 || images.shape.Any(length => length == 0))
            throw new ArgumentException(
                $"Images must be at least one, [n, channels, height, width], but are [{string.Join(", ", images.shape)}].", nameof(images));
        if (images.dtype != ScalarType.Byte && !images.is_floating_point())
            throw new ArgumentException($"Images must be bytes or floating-point, but are {images.dtype}.", nameof(images));
        if (FindProblem(images.shape[1], images.shape[2], images.shape[3]) is { } problem)
            throw new ArgumentException(problem, nameof(images));
        using DisposeScope scope = NewDisposeScope();
        return Scale(Pixels.AsRead(images).to_type(ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    /// <summary>Whether another one has the same numbers.</summary>
    /// <param name="other">The other one; null equals none.</param>
    /// <returns>True where all means and deviations are the same.</returns>
    public bool Equals(Standardisation? other) =>
        other is not null && Means.AsSpan().SequenceEqual(other.Means.AsSpan())
        && Deviations.AsSpan().SequenceEqual(other.Deviations.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Standardisation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Means.Length, Means[0], Deviations[0], Means[^1], Deviations[^1]);

    /// <summary>The numbers in words.</summary>
    /// <returns>
    /// Such as "mean 0.1307, deviation 0.3081"; of more than four "784 means from 0 to 0.5488, deviations from 0.001 to 0.4433".
    /// </returns>
    public override string ToString() => Means.Length == 1
        ? $"mean {Text(Means[0])}, deviation {Text(Deviations[0])}"
        : $"{Means.Length} means {Text(Means)}, deviations {Text(Deviations)}";

    /// <summary>Whether float32 can divide by it, and it is above 0.</summary>
    internal static bool CanDivide(double deviation) => float.IsNormal((float)deviation) && deviation > 0;

    /// <summary>Why it cannot scale images of a shape; null where it can.</summary>
    internal string? FindProblem(long channels, long height, long width)
    {
        long values = channels * height * width;
        return Means.Length == 1 || Means.Length == channels || Means.Length == values
            ? null
            : $"It has {Means.Length} means, and images of {channels}×{height}×{width} have {channels} channels and {values} values.";
    }

    /// <summary>Scales images that are read already, float32, <c>[n, channels, height, width]</c>.</summary>
    internal Tensor Scale(Tensor read)
    {
        using DisposeScope scope = NewDisposeScope();
        return (read - Numbers(Means, read)).div_(Numbers(Deviations, read)).MoveToOuterDisposeScope();
    }

    /// <summary>The images that <see cref="Scale"/> made these of, but for rounding, <c>[n, channels, height, width]</c>.</summary>
    internal Tensor Undo(Tensor scaled)
    {
        using DisposeScope scope = NewDisposeScope();
        return (scaled * Numbers(Deviations, scaled)).AddInPlace(Numbers(Means, scaled)).MoveToOuterDisposeScope();
    }

    /// <summary>A mean and a deviation for each of the values of an image, as float32.</summary>
    internal SpreadNumbers Spread(int values) => _spread is { } spread && spread.Means.Length == values
        ? spread
        : _spread = new SpreadNumbers(Repeat(Means, values), Repeat(Deviations, values));

    private static float[] Repeat(ImmutableArray<double> numbers, int values) =>
        [.. numbers.SelectMany(number => Enumerable.Repeat((float)number, values / numbers.Length))];

    /// <summary>
    /// The numbers, in a shape that fits the images'. On their device they are tensors, for a GPU divides by no other exactly.
    /// </summary>
    private static Tensor Numbers(ImmutableArray<double> numbers, Tensor images)
    {
        if (numbers.Length == 1)
            return TensorCreation.Full([], (float)numbers[0], float32, images.device);
        Tensor all = TensorCreation.CopyOf([.. numbers.Select(number => (float)number)]).to(images.device);
        return numbers.Length == images.shape[1] ? all.view(-1, 1, 1) : all.view(images.shape[1..]);
    }

    private static string Text(ImmutableArray<double> numbers) =>
        numbers.Length <= 4 ? string.Join(", ", numbers.Select(Text)) : $"from {Text(numbers.Min())} to {Text(numbers.Max())}";

    private static string Text(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    private static ArgumentException Refuse(string name, int index, double value, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Number {index} of {name} must be {what}, but is {value}."), name);

    /// <summary>A mean and a deviation a value.</summary>
    internal sealed record SpreadNumbers(float[] Means, float[] Deviations);
}
