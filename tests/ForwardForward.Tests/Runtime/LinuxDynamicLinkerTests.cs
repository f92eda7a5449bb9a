using System.Runtime.Versioning;
using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

[SupportedOSPlatform("linux")]
public sealed class LinuxDynamicLinkerTests
{
    [LinuxX64Fact]
    public void Offers_ASymbolOfTheStandardLibrary_DependsOnTheVersion()
    {
        LinuxDynamicLinker.Offers("libstdc++.so.6", "_ZNSt8ios_base4InitC1Ev", "GLIBCXX_3.4").Should().BeTrue();
        LinuxDynamicLinker.Offers("libstdc++.so.6", "_ZNSt8ios_base4InitC1Ev", "GLIBCXX_9.9.9").Should().BeFalse();
    }

    [LinuxX64Fact]
    public void Offers_AMissingLibrary_IsUnknown() =>
        LinuxDynamicLinker.Offers("libforwardforward-missing.so.1", "main", "V1").Should().BeNull();
}
