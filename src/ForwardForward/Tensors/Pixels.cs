using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Images as networks read them: float32. Bytes, in which images are kept, stand for fractions of 255.</summary>
internal static class Pixels
{
    /// <summary>The byte that stands for 1.</summary>
    public const float Brightest = 255;

    /// <summary>Byte images scaled to [0, 1], in a new tensor; every other tensor is given back as it is.</summary>
    public static Tensor AsRead(Tensor images) =>
        images.dtype == ScalarType.Byte ? images.to_type(ScalarType.Float32).DivideInPlace(Brightest) : images;
}
