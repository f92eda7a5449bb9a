using System.Globalization;
using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Memory;

/// <summary>The memory of a process, this one where no other is named, that is in the machine's memory, as Linux counts it.</summary>
internal static class ResidentMemory
{
    private const string Self = "self";
    private const string Resident = "VmRSS:";
    private const string Switch = "/proc/self/clear_refs";
    private const string ResetPeakCode = "5";

    public static double MiB => Read(Self, Resident);

    public static double PeakMiB => Read(Self, "VmHWM:");

    public static double OfMiB(int process) => Read(process.ToString(CultureInfo.InvariantCulture), Resident);

    /// <summary>Lets the peak begin anew from the present level.</summary>
    /// <exception cref="CannotMeasureException">The system has no such counter, or does not let it be reset.</exception>
    public static void ResetPeak()
    {
        try
        {
            File.WriteAllText(Switch, ResetPeakCode);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CannotMeasureException(
                $"it needs a peak of resident memory that can be reset, as Linux has it in {Switch}: {refused.Message}");
        }
    }

    private static double Read(string process, string counter)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(counter, StringComparison.Ordinal));
        string kilobytes = line[counter.Length..].Replace("kB", string.Empty, StringComparison.Ordinal);
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1_024;
    }
}
