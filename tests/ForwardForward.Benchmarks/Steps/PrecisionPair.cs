using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Report;
using ForwardForward.Data;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>A training step of 784-2000-2000 that multiplies in bfloat16, and in float32.</summary>
internal static class PrecisionPair
{
    private const string Instructions = "avx512_bf16";
    private const int Batches = 8;
    private const int Batch = 128;

    public static Pair Open()
    {
        if (!Machine.Describe().Flags.Contains(Instructions, StringComparer.Ordinal))
            throw new CannotMeasureException(
                $"the processor does not multiply bfloat16 itself ({Instructions}), so there is nothing to gain here");
        FFNetwork narrow = Network(ComputePrecision.BFloat16), full = Network(ComputePrecision.Full);
        LabelledImages images = RandomImages.Create(Batches * Batch);
        TrainingOptions options = new() { Epochs = 1, BatchSize = Batch };
        return Pair.OfSteps(Batches, () => narrow.Fit(images, options), () => full.Fit(images, options), narrow, full, images);
    }

    private static FFNetwork Network(ComputePrecision precision) =>
        RandomImages.Network().WithPrecision(precision).AddDense(2_000).AddDense(2_000).Build();
}
