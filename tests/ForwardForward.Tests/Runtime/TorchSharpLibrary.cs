using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

/// <summary>The native library of TorchSharp that these tests run with.</summary>
internal static class TorchSharpLibrary
{
    public static string FilePath =>
        TorchNativeFiles.OfThisProcess(string.Empty).Find(TorchNativeFiles.Wrapper)
        ?? throw new FileNotFoundException("TorchSharp's native library is not among the files of the test program.");

    public static byte[] Read() => File.ReadAllBytes(FilePath);
}
