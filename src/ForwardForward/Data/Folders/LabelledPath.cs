using System.Runtime.InteropServices;

namespace ForwardForward.Data;

/// <summary>An image file and its class.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LabelledPath(string Path, int Label);
