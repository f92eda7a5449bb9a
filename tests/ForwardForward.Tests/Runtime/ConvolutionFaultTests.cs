using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

public sealed class ConvolutionFaultTests
{
    [Theory]
    [InlineData(0x00B00F21, 26)] // Zen 5: base family 15, extended family 11
    [InlineData(0x00A20F10, 25)] // Zen 3
    [InlineData(0x000906EA, 6)] // an Intel processor: no extended family
    public void FamilyOf_Signature_IsThatOfCpuInfo(int signature, int family) => ConvolutionFault.FamilyOf(signature).Should().Be(family);

    [Theory]
    [InlineData("AVX2", true)]
    [InlineData("avx2_vnni", true)]
    [InlineData("SSE41", true)]
    [InlineData("AVX512_CORE", false)]
    [InlineData("ALL", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsAvoided_Variable_KeepsOneDnnFromAvx512(string? most, bool expected)
    {
        foreach (string variable in (string[])["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"])
            ConvolutionFault.IsAvoided(name => string.Equals(name, variable, StringComparison.Ordinal) ? most : null)
                .Should().Be(expected, variable);
    }
}
