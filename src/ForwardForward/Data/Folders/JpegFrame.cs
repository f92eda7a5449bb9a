using System.Buffers.Binary;

namespace ForwardForward.Data;

/// <summary>The size of a JPEG image, its components, and which of them scans have brought.</summary>
internal sealed class JpegFrame
{
    private const int BlockSide = 8, MostSampling = 4;

    private readonly (byte Name, int Across, int Down)[] _components;
    private readonly bool[] _begun;
    private readonly int _height, _width, _across, _down;
    private readonly bool _isProgressive;

    /// <param name="header">The content of the segment that describes the frame.</param>
    /// <param name="isProgressive">Whether every scan may bring a part of each number.</param>
    public JpegFrame(ReadOnlySpan<byte> header, bool isProgressive)
    {
        _isProgressive = isProgressive;
        _components = new (byte, int, int)[ImageFault.Part(header, 5, 1)[0]];
        _begun = new bool[_components.Length];
        (_height, _width) = (BinaryPrimitives.ReadUInt16BigEndian(header[1..]), BinaryPrimitives.ReadUInt16BigEndian(header[3..]));
        for (int component = 0; component < _components.Length; component++)
        {
            ReadOnlySpan<byte> described = ImageFault.Part(header, 6 + (3 * component), 3);
            (byte name, int across, int down) = _components[component] = (described[0], described[1] >> 4, described[1] & 15);
            if (across is < 1 or > MostSampling || down is < 1 or > MostSampling)
                throw ImageFault.Damaged();
            (_across, _down) = (Math.Max(_across, across), Math.Max(_down, down));
        }
    }

    /// <summary>Whether there is a scan for every component. In a progressive image, the one that the others add to.</summary>
    public bool HasAll => Array.TrueForAll(_begun, begun => begun);

    /// <summary>Takes note of a scan.</summary>
    /// <param name="header">The content of its segment.</param>
    /// <returns>How many units it is made of: blocks, or, of several components, all their blocks of one place.</returns>
    public int BeginScan(ReadOnlySpan<byte> header)
    {
        int count = ImageFault.Part(header, 0, 1)[0], component = 0;
        ReadOnlySpan<byte> range = ImageFault.Part(header, 1 + (2 * count), 3);
        bool begins = !_isProgressive || (range[0] == 0 && range[2] >> 4 == 0);
        for (int index = 0; index < count; index++)
        {
            byte name = header[1 + (2 * index)];
            component = Array.FindIndex(_components, known => known.Name == name);
            if (component < 0)
                throw ImageFault.Damaged();
            _begun[component] |= begins;
        }
        (int across, int down) = count == 1
            ? (Ratio(_width * _components[component].Across, _across), Ratio(_height * _components[component].Down, _down))
            : (Ratio(_width, _across), Ratio(_height, _down));
        return Ratio(across, BlockSide) * Ratio(down, BlockSide);
    }

    private static int Ratio(int length, int part) => (length + part - 1) / part;
}
