using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Memory;

/// <summary>
/// This program once more, for one side of the comparison of memory: what one side has touched must not be there
/// when the other is measured.
/// </summary>
internal static class MemoryChild
{
    private const string Name = "memory-of";

    /// <summary>What the child runs; not for users.</summary>
    public static Command CreateCommand()
    {
        Argument<MemorySide> side = new("side");
        Command command = new(Name) { side };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            try
            {
                Console.WriteLine(DeepNetwork.MeasurePeak(parsed.GetRequiredValue(side)).ToString(CultureInfo.InvariantCulture));
                return 0;
            }
            catch (CannotMeasureException obstacle)
            {
                Console.Error.WriteLine(obstacle.Message);
                return 1;
            }
        });
        return command;
    }

    /// <summary>Starts a child and returns the MiB that it measured.</summary>
    public static double Run(MemorySide side)
    {
        ProcessStartInfo start = new("dotnet", [typeof(MemoryChild).Assembly.Location, Name, side.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // glibc gives every tensor pages of its own and takes them back when it is freed, so that what is resident is what is in use.
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "65536";
        using Process child = Process.Start(start)!;
        Task<string> error = child.StandardError.ReadToEndAsync();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new CannotMeasureException(error.GetAwaiter().GetResult().Trim());
    }
}
