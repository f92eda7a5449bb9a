using ForwardForward.Runtime;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Runtime;

namespace ForwardForward.Tests.Reliability;

/// <summary>Programs that load the library while they run, from where it lies.</summary>
public sealed class HostTests
{
    private static readonly string Tests = typeof(HostTests).Assembly.Location, Library = typeof(FFNetwork).Assembly.Location;

    /// <summary>Where the system's libstdc++ is old the path that the context finds is refused, and the context throws.</summary>
    [Theory]
    [InlineData("never")]
    [InlineData("others")]
    public void Describe_InAPluginsContext_Loads(string throws)
    {
        using TemporaryFolder folder = new();

        HostProgram.Run(folder.FullPath, throws, Library, Tests).Should().StartWith("libtorch ");
    }

    [Fact]
    public void Describe_InAContextThatThrows_SaysWhichAndWhatToDo()
    {
        using TemporaryFolder folder = new();

        HostProgram.Run(folder.FullPath, "always", Library, Tests)
            .Should().StartWith("TorchRuntimeException").And.Contain("\"a plugin\"").And.Contain("not mine").And.Contain("IntPtr.Zero");
    }

    [LinuxX64Fact]
    public void Describe_OfAPortableBuildInAnotherFolder_FindsItsNativeFiles()
    {
        using TemporaryFolder folder = new();
        string build = Directory.CreateDirectory(folder.Below("build")).FullName;
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(Library)!, "*.dll"))
            File.Copy(file, Path.Combine(build, Path.GetFileName(file)));
        Directory.CreateDirectory(folder.Below("build", "runtimes", TorchNativeFiles.Platform));
        Directory.CreateSymbolicLink(
            folder.Below("build", "runtimes", TorchNativeFiles.Platform, "native"), Path.GetDirectoryName(Library)!);

        HostProgram.Run(folder.FullPath, "LoadFrom", Path.Combine(build, Path.GetFileName(Library))).Should().StartWith("libtorch ");
    }
}
