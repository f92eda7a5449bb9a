namespace ForwardForward.Data;

/// <summary>The pixels of an image file, as large as the file has them.</summary>
/// <param name="Values">Row by row, the components of each pixel side by side.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Components">1 for grey, 2 for grey and alpha, 3 for red, green and blue, 4 for those and alpha.</param>
internal sealed record DecodedImage(byte[] Values, int Height, int Width, int Components);
