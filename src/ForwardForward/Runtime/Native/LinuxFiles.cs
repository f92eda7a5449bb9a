using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ForwardForward.Runtime;

/// <summary>What .NET does not say of files, asked of Linux (glibc). Elsewhere nothing is known and nothing is done.</summary>
internal static class LinuxFiles
{
    private const string C = "libc.so.6";
    private const int CurrentFolder = -100;
    private const uint BasicStatistics = 0x7FF;
    private const int StatisticsBytes = 256;
    private const int UserAt = 20;
    private const int GroupAt = 24;
    private const int ModeAt = 28;
    private const int CloseOnExecute = 0x80000;

    /// <summary>What stands at a path, at its end where it is a link; null where nothing does or it cannot be found out.</summary>
    public static LinuxFileStatus? Find(string path)
    {
        byte[] statistics = new byte[StatisticsBytes];
        if (!Succeeds(() => FindStatistics(CurrentFolder, Text(path), 0, BasicStatistics, statistics) == 0))
            return null;
        return new LinuxFileStatus(
            MemoryMarshal.Read<ushort>(statistics.AsSpan(ModeAt)),
            MemoryMarshal.Read<uint>(statistics.AsSpan(UserAt)),
            MemoryMarshal.Read<uint>(statistics.AsSpan(GroupAt)));
    }

    /// <summary>Gives an open file to an owner, where this process may.</summary>
    /// <returns>Whether it has.</returns>
    public static bool TrySetOwner(SafeFileHandle file, uint user, uint group) => Succeeds(() => SetOwner(file, user, group) == 0);

    /// <summary>Brings a folder's own entries to the disk, so that what was renamed in it survives a power failure.</summary>
    /// <returns>Whether it has.</returns>
    public static bool TryFlushFolder(string folder) => Succeeds(() =>
    {
        int descriptor = OpenFile(Text(folder), CloseOnExecute);
        if (descriptor < 0)
            return false;
        bool isFlushed = Flush(descriptor) == 0;
        return Close(descriptor) == 0 && isFlushed;
    });

    private static bool Succeeds(Func<bool> call)
    {
        try
        {
            return OperatingSystem.IsLinux() && call();
        }
        catch (Exception failure) when (failure is DllNotFoundException or EntryPointNotFoundException)
        {
            return false; // musl, or a glibc older than 2.28.
        }
    }

    private static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport(C, EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FindStatistics(int folder, byte[] path, int flags, uint mask, byte[] statistics);

    [DllImport(C, EntryPoint = "fchown", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOwner(SafeFileHandle file, uint user, uint group);

    [DllImport(C, EntryPoint = "open", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFile(byte[] path, int flags);

    [DllImport(C, EntryPoint = "fsync", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport(C, EntryPoint = "close", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
