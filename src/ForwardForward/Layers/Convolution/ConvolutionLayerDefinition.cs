using System.Text.Json.Serialization;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A layer that convolves maps with a padded square kernel and averages squares of the result: what the convolutional kinds share.
/// </summary>
public abstract class ConvolutionLayerDefinition : LayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    protected ConvolutionLayerDefinition(int channels)
    {
        Channels = Require.AtLeast(1, channels, nameof(channels));
    }

    /// <summary>The output channels.</summary>
    [JsonPropertyOrder(-1)]
    public int Channels { get; }

    /// <summary>The side of the square kernel, odd, at least 1; the input is padded so that the map keeps its size.</summary>
    /// <value>The default is 3.</value>
    public int Kernel { get; init => field = Require.Odd(value, nameof(Kernel)); } = 3;

    /// <summary>The side of the squares that are averaged to one place of the output; 1 for none.</summary>
    /// <value>The default is 2.</value>
    public int Pool { get; init => field = Require.AtLeast(1, value, nameof(Pool)); } = 2;

    /// <summary>Whether the layer rescales its input as the network's definition says: no, it brings a normalisation of its own.</summary>
    [JsonIgnore]
    public override bool ReadsInputNormalisation => false;

    private protected Convolution Convolution => new() { Channels = Channels, Kernel = Kernel, Pool = Pool, BeginsAsHe = true };

    /// <inheritdoc/>
    public sealed override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => Convolution.OutputShape(inputShape);

    /// <inheritdoc/>
    public sealed override string? FindProblem(IReadOnlyList<long> inputShape, int classes) => Convolution.FindProblem(inputShape);
}
