namespace ForwardForward.Data;

/// <summary>Brings images to a size, and to grey or colour.</summary>
internal static class ImageScaling
{
    private const float White = 255;

    /// <summary>Scales an image, after what is transparent in it has been laid over white.</summary>
    /// <param name="image">The image.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    /// <param name="rows">What each new row reads.</param>
    /// <param name="columns">What each new column reads.</param>
    /// <returns>Row by row, the channels of each pixel side by side.</returns>
    public static byte[] Scale(DecodedImage image, int channels, AxisSample[] rows, AxisSample[] columns)
    {
        int width = columns.Length * channels;
        float[]?[] scaled = new float[]?[image.Height];
        float[] whole = new float[image.Width * channels], sums = new float[width];
        byte[] result = new byte[rows.Length * width];
        for (int row = 0; row < rows.Length; row++)
        {
            Array.Clear(sums);
            for (int index = 0; index < rows[row].Weights.Length; index++)
            {
                float weight = rows[row].Weights[index];
                float[] values = scaled[rows[row].First + index] ??= ScaleRow(image, rows[row].First + index, channels, columns, whole);
                for (int value = 0; value < width; value++)
                    sums[value] += weight * values[value];
            }
            for (int value = 0; value < width; value++)
                result[(row * width) + value] = (byte)Math.Clamp(sums[value] + 0.5f, 0, White);
        }
        return result;
    }

    private static float[] ScaleRow(DecodedImage image, int row, int channels, AxisSample[] columns, float[] whole)
    {
        int stride = image.Width * image.Components;
        ReadChannels(image.Values.AsSpan(row * stride, stride), image.Components, channels, whole);
        float[] scaled = new float[columns.Length * channels];
        for (int column = 0; column < columns.Length; column++)
        {
            (int first, float[] weights) = columns[column];
            for (int index = 0; index < weights.Length; index++)
                for (int channel = 0; channel < channels; channel++)
                    scaled[(column * channels) + channel] += weights[index] * whole[((first + index) * channels) + channel];
        }
        return scaled;
    }

    private static void ReadChannels(ReadOnlySpan<byte> row, int components, int channels, Span<float> values)
    {
        bool isGrey = components <= 2, hasAlpha = components is 2 or 4;
        for (int pixel = 0; pixel < row.Length / components; pixel++)
        {
            ReadOnlySpan<byte> read = row.Slice(pixel * components, components);
            (float red, float green, float blue) = isGrey ? (read[0], read[0], read[0]) : ((float)read[0], (float)read[1], (float)read[2]);
            if (hasAlpha)
            {
                float alpha = read[^1] / White;
                (red, green, blue) = (Over(red, alpha), Over(green, alpha), Over(blue, alpha));
            }
            if (channels == 3)
                (values[3 * pixel], values[(3 * pixel) + 1], values[(3 * pixel) + 2]) = (red, green, blue);
            else
                values[pixel] = isGrey ? red : (Lightness.Red * red) + (Lightness.Green * green) + (Lightness.Blue * blue);
        }
    }

    private static float Over(float value, float alpha) => (value * alpha) + (White * (1 - alpha));
}
