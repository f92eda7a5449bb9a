using System.Globalization;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>Which label the images show while features are read, in networks that learn with the label in the image.</summary>
/// <remarks>Immutable. Networks that learn from plain images read them as they are, whatever this says.</remarks>
public sealed class ShownLabel
{
    private ShownLabel(string name)
    {
        Name = name;
    }

    /// <summary>What tables and records call it: <c>neutral</c>, <c>absent</c>, <c>mean of all</c>, <c>label 0</c>.</summary>
    public string Name { get; }

    /// <summary>The label embedding's neutral form: no class in particular.</summary>
    public static ShownLabel Neutral { get; } = new("neutral");

    /// <summary>
    /// None: the image as it is, its first pixels included, or 0 where a label would be appended;
    /// the layers have never seen it in training.
    /// </summary>
    public static ShownLabel Absent { get; } = new("absent");

    /// <summary>Every label in turn, one pass each, and the mean of the activations.</summary>
    public static ShownLabel MeanOfAll { get; } = new("mean of all");

    internal int? Label { get; private init; }

    /// <summary>One label on every image.</summary>
    /// <param name="label">The label, at least 0 and below the network's number of classes.</param>
    /// <returns>What to show.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A label below 0.</exception>
    public static ShownLabel Of(int label) =>
        new(string.Create(CultureInfo.InvariantCulture, $"label {label}")) { Label = Require.AtLeast(0, label, nameof(label)) };
}
