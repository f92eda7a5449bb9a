namespace ForwardForward.Data;

/// <summary>The content of a file as a stream, unpacked where it is gzipped. Disposing it closes the file.</summary>
internal sealed class ContentStream(Stream file, string name) : SequentialStream
{
    private readonly FileContent _content = new(file, name);

    public override int Read(Span<byte> buffer) => _content.Read(buffer);

    /// <summary>What the content looks like, once it is known to be no text: a sentence with a blank before it, or nothing.</summary>
    public string LooksLike() => _content.LooksLike();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }
}
