namespace ForwardForward;

/// <summary>What <see cref="FFNetwork.ExportOnnx"/> may be told.</summary>
/// <remarks>Immutable.</remarks>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// Whether the model takes bytes from 0 to 255 (uint8), which it divides by 255 itself, instead of float32: images as files have them.
    /// </summary>
    /// <value>The default is false: float32, in the range that the network was trained with.</value>
    public bool TakesBytes { get; init; }
}
