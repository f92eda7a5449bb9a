using System.Buffers.Binary;

namespace ForwardForward.Data;

/// <summary>
/// Whether a JPEG file is whole from its start to its end, and can be decoded in reasonable time. The decoder leaves what no scan brings as
/// the memory was before, and works through the whole image for each scan, however few bytes it has.
/// </summary>
internal static class JpegContent
{
    /// <summary>
    /// The usual scripts of libjpeg make 10 scans of a colour image and 18 of one in four inks; those that search for the shortest file
    /// stay below 30. So nobody is refused, and a file takes a few times as long as an honest one of its size at most.
    /// </summary>
    private const int MostScans = 64;

    private const byte Marker = 0xFF, EndOfImage = 0xD9, StartOfScan = 0xDA, RestartInterval = 0xDD, Progressive = 0xC2;

    /// <returns>Where it ends.</returns>
    /// <exception cref="InvalidDataException">It is cut short or damaged, or has too many scans.</exception>
    public static int ExpectWhole(ReadOnlySpan<byte> file)
    {
        JpegFrame? frame = null;
        int interval = 0;
        for (int at = 2, scans = 0; ;)
        {
            byte kind = NextMarker(file, ref at);
            if (kind == EndOfImage)
                return frame is { HasAll: true } ? at : throw ImageFault.CutShort();
            ReadOnlySpan<byte> segment = ImageFault.Part(file, at, 2);
            int length = BinaryPrimitives.ReadUInt16BigEndian(segment);
            segment = length >= 2 ? ImageFault.Part(file, at, length)[2..] : throw ImageFault.Damaged();
            at += length;
            if (kind is 0xC0 or 0xC1 or Progressive)
                frame = frame is null ? new JpegFrame(segment, kind == Progressive) : throw ImageFault.Damaged();
            else if (kind == RestartInterval)
                interval = BinaryPrimitives.ReadUInt16BigEndian(ImageFault.Part(segment, 0, 2));
            else if (kind == StartOfScan)
            {
                if (++scans > MostScans)
                    throw new InvalidDataException(
                        $"has more than {MostScans} scans, each of which is work on the whole image. Save it again, with fewer or none.");
                int units = (frame ?? throw ImageFault.Damaged()).BeginScan(segment), intervals = SkipScan(file, ref at);
                if (interval > 0 && intervals < (units + interval - 1) / interval)
                    throw ImageFault.CutShort();
            }
        }
    }

    private static byte NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        if (ImageFault.Part(file, at, 2)[0] != Marker)
            throw ImageFault.Damaged();
        while (ImageFault.Part(file, at + 1, 1)[0] == Marker) // Filling bytes.
            at++;
        at += 2;
        return file[at - 1];
    }

    /// <summary>Goes to the marker behind a scan.</summary>
    /// <returns>How many intervals the scan has, between marks where a decoder begins anew, that hold anything.</returns>
    private static int SkipScan(ReadOnlySpan<byte> file, ref int at)
    {
        int intervals = 0;
        for (bool isEmpty = true; ;)
        {
            int marker = file[at..].IndexOf(Marker);
            if (marker < 0)
                throw ImageFault.CutShort();
            isEmpty &= marker == 0;
            at += marker;
            switch (ImageFault.Part(file, at, 2)[1])
            {
                case 0: // The value 255.
                    isEmpty = false;
                    at += 2;
                    break;
                case >= 0xD0 and <= 0xD7:
                    intervals += isEmpty ? 0 : 1;
                    isEmpty = true;
                    at += 2;
                    break;
                case Marker:
                    at++;
                    break;
                default:
                    return intervals + (isEmpty ? 0 : 1);
            }
        }
    }
}
