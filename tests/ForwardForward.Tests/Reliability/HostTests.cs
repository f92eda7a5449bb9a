using System.Text.RegularExpressions;
using ForwardForward.Runtime;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Runtime;

namespace ForwardForward.Tests.Reliability;

/// <summary>Programs that load the library while they run, from where it lies.</summary>
public sealed class HostTests
{
    private static readonly Regex NumberOfThreads = new(" [0-9]+ threads? ", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static readonly Dictionary<string, string?> TwoThreads = new(StringComparer.Ordinal) { ["OMP_NUM_THREADS"] = "2" };

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

    /// <summary>Whoever has loaded it may have called set_num_threads, and OpenMP has read the environment.</summary>
    [LinuxX64Fact]
    public void Describe_WhereTheHostHasLoadedLibtorch_LeavesItsThreads()
    {
        string libtorch = Path.Combine(Path.GetDirectoryName(Library)!, "libtorch_cpu.so");

        string own = Describe(new(StringComparer.Ordinal), "libtorch first", libtorch);
        Dictionary<string, string?> limit = new(StringComparer.Ordinal) { ["DOTNET_PROCESSOR_COUNT"] = "1" };

        Describe(limit, "libtorch first", libtorch).Should().Contain(NumberOfThreads.Match(own).Value);
        Describe(limit, "LoadFrom").Should().Contain(" 1 thread ");
        Describe(TwoThreads, "libtorch first", libtorch).Should().Contain("they wait as OpenMP does by default");
    }

    /// <summary>glibc might free the array of variables that another thread is reading.</summary>
    [LinuxX64Fact]
    public void Describe_WhereTheHostHasChangedTheNativeEnvironment_LeavesIt()
    {
        Describe(TwoThreads, "setenv first").Should().Contain("they wait as OpenMP does by default");
        Describe(TwoThreads, "LoadFrom").Should().Contain("they wait spinning");
    }

    private static string Describe(Dictionary<string, string?> environment, string way, params string[] arguments)
    {
        using TemporaryFolder folder = new();
        return HostProgram.Run(
            folder.FullPath, new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["OMP_WAIT_POLICY"] = null },
            [way, Library, .. arguments]);
    }
}
