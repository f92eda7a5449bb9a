using System.Diagnostics;
using ForwardForward.Runtime;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Runtime;

public sealed class ThreadCountTests
{
    [Theory]
    [InlineData(8, 2, null, 2)]
    [InlineData(8, 2, "", 2)]
    [InlineData(4, 8, null, 4)]
    [InlineData(2, 2, null, 2)]
    [InlineData(8, 2, "8", 8)]
    public void Choose_OwnCountAndProcessors_LowersItWhereTheEnvironmentSaysNothing(int own, int processors, string? setting, int expected)
    {
        foreach (string variable in (string[])["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT", "MKL_DOMAIN_NUM_THREADS"])
            ThreadCount.Choose(own, processors, name => string.Equals(name, variable, StringComparison.Ordinal) ? setting : null)
                .Should().Be(expected, variable);
    }

    [Theory]
    [InlineData(2, 2, null, "as many as the processors that this process may use")]
    [InlineData(1, 4, null, "fewer than the 4 processors that this process may use")]
    [InlineData(4, 2, null, "more than the 2 processors that this process may use")]
    [InlineData(4, 2, "4", "as OMP_NUM_THREADS says")]
    [InlineData(2, 2, "4", "as many as the processors that this process may use")]
    public void Explain_CountAndProcessors_SaysWhy(int threads, int processors, string? setting, string expected) =>
        ThreadCount.Explain(threads, processors, name => name is "OMP_NUM_THREADS" ? setting : null).Should().Be(expected);

    [LinuxX64Fact]
    public void Load_ProcessOfOneProcessor_HasOneThread() => ThreadsOf(processors: "1").Should().Be("1 of 1");

    [LinuxX64Fact]
    public void Load_ProcessOfOneProcessorAndVariable_HasAsManyThreadsAsTheVariableSays() =>
        ThreadsOf(processors: "1", threads: "2").Should().Be("2 of 1");

    [LinuxX64Fact]
    public void Load_AffinityToOneProcessor_HasOneThread() => RunBoundToOneProcessor(threads: null).Should().Be("1 of 1");

    [LinuxX64Fact]
    public void Load_AffinityToOneProcessorAndVariable_HasAsManyThreadsAsTheVariableSays() =>
        RunBoundToOneProcessor(threads: "2").Should().Be("2 of 1");

    private static string ThreadsOf(string processors, string? threads = null)
    {
        Dictionary<string, string?> environment = new(StringComparer.Ordinal)
        {
            ["OMP_NUM_THREADS"] = threads,
            ["DOTNET_PROCESSOR_COUNT"] = processors,
        };
        using ChildProcess child = new(environment, ChildProgram.Threads);
        return child.ReadToEnd()[0];
    }

    /// <summary>A process inherits the affinity of the one that starts it, here of the thread of "taskset".</summary>
    private static string RunBoundToOneProcessor(string? threads)
    {
        ProcessStartInfo start = new(
            "taskset", ["-c", "0", "dotnet", typeof(ChildProgram).Assembly.Location, ChildProgram.Threads])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = threads;
        using Process child = Process.Start(start)!;
        string? line = child.StandardOutput.ReadLine();
        child.WaitForExit();
        return line ?? string.Empty;
    }
}
