namespace ForwardForward.Tests.Data;

/// <summary>
/// Writes small CIFAR files; byte i of the pixels of record r has the value i + r modulo 251, so that the colours differ.
/// </summary>
internal static class CifarFiles
{
    public const int RecordBytes = 3_073;

    public static byte[] Records(params byte[] labels) =>
        [.. labels.SelectMany((label, record) => Pixels(record).Prepend(label))];

    public static IEnumerable<byte> Pixels(int record) =>
        Enumerable.Range(0, RecordBytes - 1).Select(index => (byte)((index + record) % 251));
}
