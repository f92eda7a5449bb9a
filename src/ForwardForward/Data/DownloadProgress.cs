using System.Runtime.InteropServices;

namespace ForwardForward.Data;

/// <summary>How far the download of one dataset file has come.</summary>
/// <param name="File">Name of the file, for example <c>train-images-idx3-ubyte.gz</c>.</param>
/// <param name="BytesReceived">Bytes received so far; starts again at 0 when another mirror is tried.</param>
/// <param name="BytesTotal">Length of the file as the server states it, or null where it does not.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DownloadProgress(string File, long BytesReceived, long? BytesTotal);
