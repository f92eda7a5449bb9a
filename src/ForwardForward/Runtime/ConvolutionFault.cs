using System.Runtime.Intrinsics.X86;

namespace ForwardForward.Runtime;

/// <summary>AMD's Zen 5, on which the AVX-512 kernels of libtorch's oneDNN give wrong numbers for some shapes of convolutions.</summary>
internal static class ConvolutionFault
{
    private const int Zen5 = 26;

    private static readonly string[] Variables = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"];

    /// <summary>Whether this process may meet it.</summary>
    public static bool IsPossible() =>
        Avx512F.IsSupported && X86Base.CpuId(0, 0) is (_, 0x68747541, 0x444D4163, 0x69746E65) // AuthenticAMD
        && FamilyOf(X86Base.CpuId(1, 0).Eax) == Zen5 && !IsAvoided(Environment.GetEnvironmentVariable);

    /// <summary>The family in a processor's signature, as /proc/cpuinfo has it.</summary>
    public static int FamilyOf(int signature)
    {
        int family = (signature >> 8) & 0xF;
        return family == 0xF ? family + ((signature >> 20) & 0xFF) : family;
    }

    /// <summary>Whether the environment keeps oneDNN from AVX-512.</summary>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    public static bool IsAvoided(Func<string, string?> environment) =>
        Variables.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value))?.ToUpperInvariant() is { } most
        && (most is "SSE41" or "AVX" || most.StartsWith("AVX2", StringComparison.Ordinal));
}
