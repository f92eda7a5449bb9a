using System.Globalization;
using ForwardForward.Data;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Counts the pages that Linux gives the process during an epoch. With glibc's threshold at 64 KiB, every larger block that libtorch
/// asks for is a mapping of its own, whose pages are given anew each time.
/// </summary>
internal static class StepMemoryChild
{
    private const int Steps = 200;
    private const int Batch = 128;

    public static long BytesAStep()
    {
        using LabelledImages images = Noise();
        using FFNetwork network = new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10).AddDense(300).AddDense(300).Build();
        List<long> faults = [];
        ProgressCallback<TrainingProgress> atEpochsEnd = new(progress =>
        {
            if (progress.LastEpoch is not null)
                faults.Add(CountPageFaults());
        });

        network.Fit(images, new TrainingOptions { Epochs = 4, BatchSize = Batch, Progress = atEpochsEnd });

        return (faults[^1] - faults[^2]) * Environment.SystemPageSize / Steps;
    }

    private static LabelledImages Noise()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return new LabelledImages(
            TorchSharp.torch.rand(Steps * Batch, 1, 28, 28),
            TorchSharp.torch.arange(Steps * Batch, dtype: TorchSharp.torch.int64).remainder(10), 10);
    }

    /// <summary>Pages that Linux had to give this process so far, without reading from a disk.</summary>
    private static long CountPageFaults() =>
        long.Parse(
            File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[7],
            CultureInfo.InvariantCulture);
}
