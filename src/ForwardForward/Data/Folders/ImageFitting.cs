namespace ForwardForward.Data;

/// <summary>Turns an image upright and brings it to the shape that a network reads.</summary>
internal static class ImageFitting
{
    /// <param name="image">The image as its file has it.</param>
    /// <param name="orientation">How it stands there, 1 to 8.</param>
    /// <param name="form">The shape and the fit.</param>
    /// <param name="pixels">Takes channel by channel, row by row: [channels, height, width].</param>
    public static void Fit(DecodedImage image, int orientation, ImageForm form, Span<byte> pixels)
    {
        (int channels, int height, int width) = form.Shape;
        if (ExifOrientation.LiesOnItsSide(orientation))
            (height, width) = (width, height);
        (int innerHeight, int innerWidth) = (height, width);
        (double partHeight, double partWidth) = (image.Height, image.Width);
        if (form.Fit == ImageFit.Pad)
        {
            double scale = Math.Min((double)height / image.Height, (double)width / image.Width);
            (innerHeight, innerWidth) = (Length(image.Height * scale, height), Length(image.Width * scale, width));
        }
        else if (form.Fit == ImageFit.Crop)
        {
            partHeight = Math.Min(image.Height, (double)image.Width * height / width);
            partWidth = Math.Min(image.Width, (double)image.Height * width / height);
        }
        byte[] scaled = ImageScaling.Scale(
            image, channels,
            AxisSample.Along(image.Height, (image.Height - partHeight) / 2, partHeight, innerHeight),
            AxisSample.Along(image.Width, (image.Width - partWidth) / 2, partWidth, innerWidth));

        (int top, int left) = ((height - innerHeight) / 2, (width - innerWidth) / 2);
        pixels.Clear();
        for (int row = 0; row < form.Shape.Height; row++)
        {
            for (int column = 0; column < form.Shape.Width; column++)
            {
                (int sourceRow, int sourceColumn) = ExifOrientation.Source(orientation, row, column, height, width);
                (sourceRow, sourceColumn) = (sourceRow - top, sourceColumn - left);
                if (sourceRow < 0 || sourceRow >= innerHeight || sourceColumn < 0 || sourceColumn >= innerWidth)
                    continue;
                for (int channel = 0; channel < channels; channel++)
                    pixels[(((channel * form.Shape.Height) + row) * form.Shape.Width) + column] =
                        scaled[(((sourceRow * innerWidth) + sourceColumn) * channels) + channel];
            }
        }
    }

    private static int Length(double scaled, int most) => Math.Clamp((int)Math.Round(scaled), 1, most);
}
