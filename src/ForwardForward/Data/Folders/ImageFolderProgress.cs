namespace ForwardForward.Data;

/// <summary>How far the reading of a folder of images has come.</summary>
public sealed class ImageFolderProgress
{
    internal ImageFolderProgress(int done, int total, string? unreadable)
    {
        Done = done;
        Total = total;
        Unreadable = unreadable;
    }

    /// <summary>How many files are done, those that cannot be read too.</summary>
    public int Done { get; }

    /// <summary>How many files there are.</summary>
    public int Total { get; }

    /// <summary>The file that is done just now and the reason why it cannot be read; null where it was read.</summary>
    public string? Unreadable { get; }
}
