using System.Buffers.Binary;
using ForwardForward.Data;
using TorchSharp;

namespace ForwardForward.Benchmarks.Serving;

/// <summary>An image to ask about.</summary>
/// <param name="File">A BMP file.</param>
/// <param name="Label">What the network says by itself.</param>
internal sealed record ServedImage(byte[] File, long Label)
{
    private const int Most = 500;
    private const int Header = 54;
    private const int Channels = 3;

    /// <summary>The first images of a grey dataset as files.</summary>
    public static ServedImage[] Of(FFNetwork network, LabelledImages images)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor some = images.Images.narrow(0, 0, Math.Min(Most, images.Count));
        long[] labels = [.. network.Predict(some).data<long>()];
        byte[] pixels = [.. some.contiguous().data<byte>()];
        (int height, int width) = (network.Definition.Input.Height, network.Definition.Input.Width);
        return [.. labels.Select((label, index) =>
            new ServedImage(ToBmp(pixels.AsSpan(index * height * width, height * width), height, width), label))];
    }

    private static byte[] ToBmp(ReadOnlySpan<byte> pixels, int height, int width)
    {
        int stride = ((width * Channels) + 3) / 4 * 4;
        byte[] file = new byte[Header + (stride * height)];
        "BM"u8.CopyTo(file);
        foreach ((int at, int number) in new[]
        {
            (2, file.Length),
            (10, Header),
            (14, 40),
            (18, width),
            (22, height),
            (26, 1 | (24 << 16)),
        })
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);
        for (int row = 0; row < height; row++) // The lowest comes first.
        {
            for (int column = 0; column < width; column++)
                file.AsSpan(Header + ((height - 1 - row) * stride) + (Channels * column), Channels).Fill(pixels[(row * width) + column]);
        }
        return file;
    }
}
