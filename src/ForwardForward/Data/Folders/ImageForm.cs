namespace ForwardForward.Data;

/// <summary>What is made of an image file.</summary>
/// <param name="Shape">The shape that the image gets.</param>
/// <param name="Fit">How.</param>
/// <param name="MostPixels">The most pixels that the file may have.</param>
internal sealed record ImageForm(ImageShape Shape, ImageFit Fit, long MostPixels);
