namespace ForwardForward.Data;

/// <summary>Tells gzip from plain content by its first two bytes, 1F 8B.</summary>
internal static class GZipProbe
{
    /// <summary>Looks at the next two bytes.</summary>
    /// <returns>A stream that still starts with those two bytes, and whether they are gzip's.</returns>
    public static (Stream Stream, bool Zipped) Look(Stream stream)
    {
        var start = new byte[2];
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bool zipped = count == start.Length && start[0] == 0x1F && start[1] == 0x8B;
        if (!stream.CanSeek)
            return (new PrefixedStream(start.AsMemory(0, count), stream), zipped);
        stream.Seek(-count, SeekOrigin.Current);
        return (stream, zipped);
    }
}
