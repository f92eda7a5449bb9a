using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>
/// The shape of one image: channels, height, width. A tensor of images has the shape <c>[count, channels, height, width]</c>.
/// </summary>
/// <remarks>A vector, such as a row of a table, is an image of one row of one channel: 1×1×features.</remarks>
/// <param name="Channels">Number of colour channels; 1 for grey images.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Width">Width in pixels.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Number of values in one image: channels × height × width.</summary>
    [JsonIgnore]
    public int Size => Channels * Height * Width;

    /// <summary>Whether a tensor's shape is that of such images with the channels last, <c>[n, height, width, channels]</c>.</summary>
    internal bool IsChannelsLastOf(ReadOnlySpan<long> shape) =>
        shape is [_, var height, var width, var channels] && (height, width, channels) == (Height, Width, Channels)
            && (height, width, channels) != (Channels, Height, Width);

    /// <summary>The lengths of its dimensions, <c>[channels, height, width]</c>.</summary>
    [JsonIgnore]
    internal long[] Lengths => [Channels, Height, Width];

    /// <summary>Whether tensors <c>[n, features]</c> are such images.</summary>
    internal bool IsVector => (Channels, Height) == (1, 1);

    /// <summary>Whether a tensor's shape is that of at least one such image.</summary>
    internal bool IsShapeOf(ReadOnlySpan<long> shape) => shape switch
    {
        [> 0, var channels, var height, var width] => (channels, height, width) == (Channels, Height, Width),
        [> 0, var features] => IsVector && features == Width,
        _ => false,
    };

    /// <summary>A view of such images as <c>[n, channels, height, width]</c>; vectors may come as <c>[n, features]</c>.</summary>
    internal Tensor View(Tensor images) => images.view(images.size(0), Channels, Height, Width);

    /// <summary>The shape as text, for example <c>1×28×28</c>.</summary>
    /// <returns>The three lengths, joined by a multiplication sign.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Channels}×{Height}×{Width}");
}
