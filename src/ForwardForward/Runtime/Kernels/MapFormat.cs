using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>How maps lie in memory.</summary>
internal static class MapFormat
{
    /// <summary>
    /// Maps samples, <c>[n, …]</c>, as rows of their values in the order in which they lie in memory, <c>[n, values]</c>, and gives the
    /// result the shape and the order that they had. For what treats all values of a sample alike.
    /// </summary>
    public static Tensor MapRows(Tensor samples, Func<Tensor, Tensor> map)
    {
        using DisposeScope scope = NewDisposeScope();
        if (samples.ndim != 4 || samples.is_contiguous() || !samples.permute(0, 2, 3, 1).is_contiguous())
            return map(samples.flatten(1)).view(samples.shape).MoveToOuterDisposeScope();
        Tensor places = samples.permute(0, 2, 3, 1);
        return map(places.flatten(1)).view(places.shape).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The same map <c>[rows, channels, height, width]</c> with the channels of a place side by side, which what follows keeps. Measured on
    /// the CPU: pooling and grouped convolutions take a tenth of the time, batch normalisation a third, other convolutions about the same.
    /// A map that lies so already is not copied.
    /// </summary>
    public static Tensor ChannelsLast(Tensor map)
    {
        using Tensor places = map.permute(0, 2, 3, 1), together = places.contiguous(), numbers = together.flatten();
        // A dimension of one may have any stride; seen anew, its stride says where the channels lie, which a convolution goes by.
        using Tensor anew = numbers.view(places.shape);
        return anew.permute(0, 3, 1, 2);
    }
}
