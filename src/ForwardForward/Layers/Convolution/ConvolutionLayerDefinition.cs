using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A layer that convolves maps with a padded square kernel and pools squares of the result: what the convolutional kinds share.
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

    /// <summary>
    /// The side of the square kernel, odd, at least 1; the input is padded so that without a stride the map keeps its size.
    /// </summary>
    /// <value>The default is 3.</value>
    public int Kernel { get; init => field = Require.Odd(value, nameof(Kernel)); } = 3;

    /// <summary>The side of the squares that are pooled to one place of the output; 1 for none.</summary>
    /// <value>The default is 2.</value>
    public int Pool { get; init => field = Require.AtLeast(1, value, nameof(Pool)); } = 2;

    /// <summary>How the places of those squares become one.</summary>
    /// <value>The default is <see cref="PoolingKind.Average"/>.</value>
    public PoolingKind Pooling { get; init => field = Require.Member(value, nameof(Pooling)); }

    /// <summary>
    /// How many places the kernel moves at a time, at least 1. A map of side s becomes one of side ⌈s / stride⌉, and costs less
    /// accordingly.
    /// </summary>
    /// <value>The default is 1.</value>
    public int Stride { get; init => field = Require.AtLeast(1, value, nameof(Stride)); } = 1;

    /// <summary>How far apart the places are that the kernel reads, at least 1 (Yu and Koltun 2016, arXiv 1511.07122).</summary>
    /// <value>The default is 1: neighbours.</value>
    public int Dilation { get; init => field = Require.AtLeast(1, value, nameof(Dilation)); } = 1;

    /// <summary>Which values of its input the layer brings together to mean 0 and deviation 1, before it convolves them.</summary>
    /// <value>The default is <see cref="MapNormalisation.Image"/>, unless the kind says another.</value>
    public MapNormalisation Normalisation { get; init => field = Require.Member(value, nameof(Normalisation)); }

    /// <summary>How the layer passes on its standardised input beside its output.</summary>
    /// <value>The default is <see cref="Shortcut.None"/>.</value>
    public Shortcut Shortcut { get; init => field = Require.Member(value, nameof(Shortcut)); }

    /// <summary>
    /// Whether the layer rescales its input as the network's definition says. It does not, because it has a normalisation of its own.
    /// </summary>
    [JsonIgnore]
    public override bool ReadsInputNormalisation => false;

    /// <summary>Whether each class has a group of channels of its own.</summary>
    private protected virtual bool HasClassGroups => false;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => ConvolutionOf(1).OutputShape(inputShape);

    /// <inheritdoc/>
    public override string? FindProblem(IReadOnlyList<long> inputShape, int classes)
    {
        if (ConvolutionOf(classes).FindProblem(inputShape) is { } problem)
            return problem;
        int groups = NormalisationOf(inputShape[0], classes).Groups;
        return Normalisation is not MapNormalisation.None && inputShape.Size() == groups
            ? $"It standardises {groups} groups of an image's map apart, and is given {string.Join('×', inputShape)}: one value each, of "
                + "which nothing is left. Use another MapNormalisation."
            : null;
    }

    private protected Convolution ConvolutionOf(int classes) => new()
    {
        Channels = Channels,
        Kernel = Kernel,
        Stride = Stride,
        Dilation = Dilation,
        Pool = Pool,
        PoolsMaximum = Pooling == PoolingKind.Maximum,
        BeginsAsHe = true,
        Shortcut = Shortcut,
        ShortcutGroups = HasClassGroups ? classes : 1,
    };

    private protected INormalisation CreateNormalisation(LayerContext context) =>
        Normalisation == MapNormalisation.None || context.ReadsTable
            ? new NoNormalisation()
            : NormalisationOf(context.InputShape[0], context.Classes);

    private StandardiseNormalisation NormalisationOf(long channels, int classes) => new(Normalisation switch
    {
        MapNormalisation.Channel => (int)channels,
        MapNormalisation.ClassGroup when channels % classes == 0 => classes,
        _ => 1,
    });
}
