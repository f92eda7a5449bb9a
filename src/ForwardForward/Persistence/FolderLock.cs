namespace ForwardForward;

/// <summary>Keeps a folder for one process, by a file in it that is open as long as the process wants the folder, or lives.</summary>
internal static class FolderLock
{
    /// <summary>Takes a folder.</summary>
    /// <param name="folder">The folder; it exists.</param>
    /// <param name="what">What messages call it, such as "folder of checkpoints".</param>
    /// <param name="remedy">What to do where it is taken.</param>
    /// <returns>What holds the folder until it is disposed.</returns>
    /// <exception cref="IOException">Another process, or another part of this one, has it.</exception>
    public static FileStream Take(string folder, string what, string remedy)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause)
        {
            throw new IOException($"The {what} {folder} cannot be taken: {cause.Message} {remedy}", cause);
        }
    }
}
