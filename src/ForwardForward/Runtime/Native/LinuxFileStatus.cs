using System.Runtime.InteropServices;

namespace ForwardForward.Runtime;

/// <summary>What Linux knows of a file.</summary>
/// <param name="Mode">Its kind and its permissions.</param>
/// <param name="User">The number of its owner.</param>
/// <param name="Group">The number of its group.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LinuxFileStatus(ushort Mode, uint User, uint Group)
{
    private const int KindBits = 0xF000;
    private const int Folder = 0x4000;
    private const int Regular = 0x8000;

    /// <summary>Whether it is a pipe, a device or a socket.</summary>
    public bool IsSpecial => (Mode & KindBits) is not (Folder or Regular);
}
