namespace ForwardForward.Data;

/// <summary>A folder of files, on the disk or in an archive. Reading is thread-safe.</summary>
internal interface IFileTree : IDisposable
{
    /// <summary>
    /// Everything below it but what is hidden, from there on, with <c>/</c> between names: files, and folders, which end in <c>/</c>. In no
    /// order.
    /// </summary>
    IReadOnlyCollection<string> Paths { get; }

    /// <summary>The content of a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged or too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    byte[] Read(string path);
}
