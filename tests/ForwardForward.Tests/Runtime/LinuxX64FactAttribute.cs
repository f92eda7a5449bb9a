using System.Runtime.InteropServices;

namespace ForwardForward.Tests.Runtime;

/// <summary>A test of what exists on 64-bit Linux only; reported as skipped, with the reason, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxX64FactAttribute : FactAttribute
{
    public LinuxX64FactAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            Skip = "libLibTorchSharp.so exists on 64-bit Linux only.";
    }
}
