using ForwardForward.Data;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>
/// A step costs the same however many were taken before: no tensor stays, and the managed memory of a step does not grow.
/// </summary>
public sealed class StepCostTests
{
    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OneThousandSteps_KeepsTensorCountAndMemoryFlat(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(1_000);
        using FFNetwork network = SavedNetworks.Kinds[kind]().Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = 4 };
        network.Fit(data, options);

        long tensors = Tensors.CountLive(), resident = Environment.WorkingSet;
        double[] bytes = [.. Enumerable.Range(0, 4).Select(_ => Measure())];

        Tensor.TotalCount.Should().Be(tensors);
        (Environment.WorkingSet - resident).Should().BeLessThan(32 << 20, "a few kilobytes a step would be more");
        bytes[3].Should().BeLessThan(1.05 * bytes[0]);
        bytes[3].Should().BeLessThan(
            (76 + (48 * Math.Max(0, network.Layers.Count - 2))) * 1_024,
            "a layer's handles and closures are small, of two augmented views too");

        double Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.Fit(data, options);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / 250.0;
        }
    }
}
