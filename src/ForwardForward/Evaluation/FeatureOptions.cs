using System.Collections.Immutable;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>Which activations of a network are the features of an image.</summary>
/// <remarks>Immutable.</remarks>
public sealed record FeatureOptions
{
    /// <summary>The layers that are read, side by side.</summary>
    /// <value>The default is all; <c>^1..</c> is the last alone, <c>..1</c> the first.</value>
    public Range Layers { get; init; } = Range.All;

    /// <summary>Which label the images show.</summary>
    /// <value>The default is <see cref="ShownLabel.Neutral"/>.</value>
    public ShownLabel Label { get; init => field = Require.NotNull(value, nameof(Label)); } = ShownLabel.Neutral;

    /// <summary>
    /// The grids that a map is averaged to, such as 1, 2 and 4: each gives side × side features a channel, side by side.
    /// Dense activations stay as they are.
    /// </summary>
    /// <value>The default is none: every place of a map is a feature.</value>
    public ImmutableArray<int> Grids
    {
        get;
        init
        {
            if (value.IsDefault)
                throw new ArgumentException("Grids must be a list, [] for none.", nameof(value));
            foreach (int side in value)
                Require.AtLeast(1, side, nameof(Grids));
            field = value;
        }
    } = [];

    /// <summary>Told the fraction of images done, from 0 to 1.</summary>
    /// <value>The default is none.</value>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Stops the reading between two micro-batches of images, with an <see cref="OperationCanceledException"/>.</summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }
}
