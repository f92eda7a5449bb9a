using System.CommandLine;
using System.Globalization;
using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Processes;

namespace ForwardForward.Benchmarks.Memory;

/// <summary>
/// A process for one side of the comparison of memory: what one side has touched must not be there when the other is measured.
/// </summary>
internal static class MemoryChild
{
    private const string Name = "memory-of";

    /// <summary>
    /// glibc gives every tensor pages of its own and takes them back when it is freed, so that what is resident is what is in use.
    /// </summary>
    private static readonly (string Name, string Value) OwnPages = ("MALLOC_MMAP_THRESHOLD_", "65536");

    /// <summary>What the child runs; not for users.</summary>
    public static Command CreateCommand()
    {
        Argument<MemorySide> side = new("side");
        Command command = new(Name) { side };
        command.Hidden = true;
        command.SetAction(parsed => ChildProcess.Answer(
            () => DeepNetwork.MeasurePeak(parsed.GetRequiredValue(side)).ToString(CultureInfo.InvariantCulture)));
        return command;
    }

    /// <summary>Starts a child and returns the MiB that it measured.</summary>
    /// <exception cref="CannotMeasureException">The system does not tell a process its peak.</exception>
    public static double Run(MemorySide side)
    {
        using ChildProcess child = ChildProcess.Start([Name, side.ToString()], environment: OwnPages);
        return double.Parse(child.ReadAnswer(), CultureInfo.InvariantCulture);
    }
}
