namespace ForwardForward.Samples;

/// <summary>Writes files that appear whole or not at all.</summary>
internal static class WholeFile
{
    public static void Write(string path, byte[] content)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
