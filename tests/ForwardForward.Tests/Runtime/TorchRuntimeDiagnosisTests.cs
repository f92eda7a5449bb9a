using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

public sealed class TorchRuntimeDiagnosisTests
{
    [Theory]
    [InlineData("linux-musl-x64", false, false, false, "", "Alpine")]
    [InlineData("linux-arm64", false, false, false, "", "no native build")]
    [InlineData("linux-x64", false, false, true, "", "IncludeNativeLibrariesForSelfExtract")]
    [InlineData("linux-x64", true, false, true, "", "IncludeNativeLibrariesForSelfExtract")]
    [InlineData("linux-x64", false, true, false, "", "RuntimeIdentifier linux-x64")]
    [InlineData("win-x64", true, false, false, "", "libtorch-cpu-win-x64")]
    [InlineData("linux-x64", true, true, false, "failed to map segment from shared object", "noexec")]
    [InlineData("linux-x64", true, true, false, "version `GLIBC_2.34' not found", "glibc is too old")]
    [InlineData("linux-x64", true, true, false, "version `GLIBCXX_3.4.30' not found", "libstdc++ is too old")]
    public void Explain_KnownCause_NamesTheRemedy(
        string platform,
        bool hasWrapper,
        bool hasLibtorch,
        bool isSingleFile,
        string loaderMessage,
        string expected)
    {
        string message = TorchRuntimeDiagnosis.Explain(platform, hasWrapper, hasLibtorch, isSingleFile, loaderMessage, ["/app"]);

        message.Should().Contain(expected).And.Contain(platform).And.Contain("/app");
    }

    [Fact]
    public void Explain_UnknownCause_CarriesTheLoadersMessage()
    {
        string message = TorchRuntimeDiagnosis.Explain("linux-x64", true, true, false, "libgomp.so.1: file too short", ["/app"]);

        message.Should().Contain("libgomp.so.1: file too short").And.Contain("The files are there");
    }
}
