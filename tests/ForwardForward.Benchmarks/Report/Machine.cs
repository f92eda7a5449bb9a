using ForwardForward.Runtime;

namespace ForwardForward.Benchmarks.Report;

/// <summary>What was measured on.</summary>
/// <param name="Processor">The model of the processor; "unknown" where the system does not tell it by a file.</param>
/// <param name="LogicalProcessors">How many threads it runs at a time.</param>
/// <param name="MemoryGiB">Memory that the process may use.</param>
/// <param name="Flags">The vector and matrix instructions that the processor has, as Linux calls them.</param>
/// <param name="Torch">Versions, threads and the widest instruction set that libtorch has kernels for.</param>
internal sealed record Machine(
    string Processor, int LogicalProcessors, double MemoryGiB, IReadOnlyList<string> Flags, TorchRuntimeDescription Torch)
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static Machine Describe()
    {
        string[] lines = File.Exists(ProcessorFile) ? File.ReadAllLines(ProcessorFile) : [];
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Pow(1_024, 3);
        return new Machine(
            Find(lines, "model name") ?? "unknown",
            Environment.ProcessorCount,
            Math.Round(memory, 1),
            [.. (Find(lines, "flags") ?? string.Empty).Split(' ').Where(TellsSpeed)],
            TorchRuntime.Describe());
    }

    private static string? Find(string[] lines, string key) =>
        lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();

    private static bool TellsSpeed(string flag) =>
        flag is "fma" || flag.StartsWith("avx", StringComparison.Ordinal) || flag.StartsWith("amx", StringComparison.Ordinal);
}
