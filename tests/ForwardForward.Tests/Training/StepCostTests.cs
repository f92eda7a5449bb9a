using ForwardForward.Classwise;
using ForwardForward.Data;
using ForwardForward.Training;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>A step costs the same however many were taken before: no tensor stays, and the managed memory of a step does not grow.</summary>
public sealed class StepCostTests
{
    public static TheoryData<string> Kinds => ["overlay", "overlay with a head", "projection", "convolution", "channel-wise"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OneThousandSteps_KeepsTensorCountAndManagedBytesAStepFlat(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(1_000);
        using FFNetwork network = Build(kind).Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = 4 };
        network.Fit(data, options);

        long tensors = Tensors.CountLive();
        double[] bytes = [.. Enumerable.Range(0, 4).Select(_ => Measure())];

        Tensor.TotalCount.Should().Be(tensors);
        bytes[3].Should().BeLessThan(1.05 * bytes[0]);
        bytes[3].Should().BeLessThan(64 * 1_024, "handles and closures are small");

        double Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.Fit(data, options);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / 250.0;
        }
    }

    private static FFNetworkBuilder Build(string kind)
    {
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3);
        return kind switch
        {
            "overlay" => builder.AddDense(8).AddDense(8),
            "overlay with a head" => builder.AddDense(8).AddDense(8).WithSoftmaxHead(),
            "projection" => builder.AddProjection(8).AddProjection(8),
            "convolution" => builder.AddLayer(new ConvolutionProjectionLayerDefinition(4)).AddConvolutionProjection(4, pool: 1),
            "channel-wise" => builder.AddCwcBlock(6).AddCwcBlock(6, separator: true),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
        };
    }
}
