using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Plain;
using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>Scoring ten labels of 1,000 images on 784-500-500, and ten plain forward passes with the same parameters.</summary>
internal static class ScorePair
{
    private const int Count = 1_000;
    private const double Tolerance = 1e-4;

    public static Pair Open()
    {
        FFNetwork network = RandomImages.Network().AddDense(500).AddDense(500).Build();
        PlainScorer plain = new([.. network.Layers.Select(layer => (layer.Parameters[0].Value, layer.Parameters[1].Value))]);
        LabelledImages images = RandomImages.Create(Count);
        Tensor flat = images.Images.flatten(1);
        return new Pair(_ => Time(() => network.ScoreLabels(images.Images)), _ => Time(() => plain.Score(flat)), network, images)
        {
            FindFault = FindFault,
        };

        string? FindFault()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor ours = network.ScoreLabels(images.Images), other = plain.Score(flat);
            double distance = ((ours - other).abs().max() / other.abs().max()).ToDouble();
            return distance <= Tolerance ? null : FormattableString.Invariant($"the scores differ by {100 * distance:G2} %");
        }
    }

    private static Reading Time(Func<Tensor> score) => new(Timing.Milliseconds(() =>
    {
        using Tensor scores = score();
    }));
}
