using System.Diagnostics;

namespace ForwardForward.Tests.Reliability;

/// <summary>A disk in memory of a given size, as long as a test needs it.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(string path, int kibibytes)
    {
        Path = Directory.CreateDirectory(path).FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", Path) is { } problem)
            throw new IOException(problem);
    }

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Why this machine cannot have one, or null where it can.</summary>
    public static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux())
            return "tmpfs exists on Linux only";
        string path = Directory.CreateTempSubdirectory("ff-disk-").FullName;
        try
        {
            new SmallDisk(path, kibibytes: 64).Dispose();
            return null;
        }
        catch (Exception obstacle) when (obstacle is IOException or System.ComponentModel.Win32Exception)
        {
            return obstacle.Message;
        }
        finally
        {
            Directory.Delete(path);
        }
    }

    public void Fill(long leaveBytes) => File.WriteAllBytes(Filler, new byte[new DriveInfo(Path).AvailableFreeSpace - leaveBytes]);

    public void Empty() => File.Delete(Filler);

    public void Dispose() => Run("umount", Path);

    private static string? Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
