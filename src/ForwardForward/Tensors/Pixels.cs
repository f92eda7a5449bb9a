using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Images as networks read them: float32. Bytes, in which images are kept, stand for fractions of 255.</summary>
internal static class Pixels
{
    /// <summary>What each byte stands for: value / 255, <c>[256]</c>, bit by bit as <see cref="AsRead"/> has it.</summary>
    public static ReadOnlySpan<float> Shades => Table;

    private static readonly float[] Table = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    /// <summary>Byte images scaled to [0, 1], in a new tensor; every other tensor is given back as it is.</summary>
    public static Tensor AsRead(Tensor images) =>
        images.dtype == ScalarType.Byte ? images.to_type(ScalarType.Float32).DivideInPlace(255) : images;
}
