namespace ForwardForward.Data;

/// <summary>What can be wrong with an image file: what follows its name in a sentence.</summary>
internal static class ImageFault
{
    public static InvalidDataException Damaged(Exception? cause = null) =>
        new($"is damaged, or of a kind of PNG, JPEG, BMP or GIF that cannot be read. {FileContent.GetAgain}", cause);

    /// <summary>A kind of file that the decoder takes for another.</summary>
    public static InvalidDataException NotRead(string kind) => new($"is {kind}, which is not read. Save it as PNG.");

    public static InvalidDataException CutShort() => new($"is cut short. {FileContent.GetAgain}");

    /// <summary>More is packed in the file than its header says: without a bound it would fill the memory.</summary>
    public static InvalidDataException HoldsMore() =>
        new($"holds more pixels than its header says, and is not unpacked. {FileContent.GetAgain}");

    /// <summary>The part of a file that begins at a place.</summary>
    /// <exception cref="InvalidDataException">The file ends before it.</exception>
    public static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> file, long start, long length) =>
        start >= 0 && start + length <= file.Length ? file.Slice((int)start, (int)length) : throw CutShort();
}
