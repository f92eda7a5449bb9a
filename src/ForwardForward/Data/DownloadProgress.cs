namespace ForwardForward.Data;

/// <summary>How far the download of one dataset file has come.</summary>
public sealed class DownloadProgress
{
    internal DownloadProgress(string file, long bytesReceived, long? bytesTotal)
    {
        File = file;
        BytesReceived = bytesReceived;
        BytesTotal = bytesTotal;
    }

    /// <summary>Name of the file, for example <c>train-images-idx3-ubyte.gz</c>.</summary>
    public string File { get; }

    /// <summary>Bytes received so far; starts again at 0 when another mirror is tried.</summary>
    public long BytesReceived { get; }

    /// <summary>Length of the file as the server states it, or null where it does not.</summary>
    public long? BytesTotal { get; }
}
