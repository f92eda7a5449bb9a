using System.Buffers.Binary;
using System.Numerics;
using Tensorboard;

namespace ForwardForward.Tests.Training.Watching;

/// <summary>Reads an events file of TensorBoard: records of a length, its check sum, an event, and its check sum.</summary>
internal static class EventsFile
{
    public static IReadOnlyList<Event> Read(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        List<Event> events = [];
        while (rest.Length > 0)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            ReadOnlySpan<byte> content = rest.Slice(12, length);
            BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]).Should().Be(CheckSum(rest[..8]));
            BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]).Should().Be(CheckSum(content));
            events.Add(Event.Parser.ParseFrom(content.ToArray()));
            rest = rest[(16 + length)..];
        }
        return events;
    }

    private static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
            sum = BitOperations.Crc32C(sum, value);
        return BitOperations.RotateRight(~sum, 15) + 0xa282ead8;
    }
}
