using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Draws images of ten classes. Implementations hold no state: one serves all threads.</summary>
internal interface IImageArtist
{
    /// <summary>Draws one image of a class; everything random comes from <paramref name="random"/>.</summary>
    /// <param name="label">The class, 0 to 9.</param>
    /// <param name="random">The image's own generator.</param>
    /// <param name="raster">The canvas of this thread, in any state.</param>
    /// <param name="target">Receives 28 × 28 bytes, row by row.</param>
    void Draw(int label, SplitMix64 random, Raster raster, Span<byte> target);
}
