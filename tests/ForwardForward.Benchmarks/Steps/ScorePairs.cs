using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Plain;
using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>Scoring ten labels on 784-500-500, and ten plain forward passes with the same parameters.</summary>
internal static class ScorePairs
{
    private const double Tolerance = 1e-4;

    /// <summary>Of 1,000 images.</summary>
    public static Pair Thousand() => Open(
        count: 1_000, repetitions: 1, (network, images) => network.ScoreLabels(images), (plain, flat) => plain.Score(flat));

    /// <summary>Of one image, down to the class that scores best.</summary>
    public static Pair One() => Open(
        count: 1, repetitions: 50, (network, image) => network.Predict(image), (plain, flat) =>
        {
            using Tensor scores = plain.Score(flat);
            return scores.argmax(1);
        });

    private static Pair Open(int count, int repetitions, Func<FFNetwork, Tensor, Tensor> ask, Func<PlainScorer, Tensor, Tensor> askPlainly)
    {
        FFNetwork network = RandomImages.Network().AddDense(500).AddDense(500).Build();
        PlainScorer plain = new(network);
        LabelledImages images = RandomImages.Create(count);
        Tensor flat = images.Images.flatten(1);
        return new Pair(
            _ => Time(repetitions, () => ask(network, images.Images)), _ => Time(repetitions, () => askPlainly(plain, flat)),
            network, plain, images)
        {
            FindFault = () => FindFault(network.ScoreLabels(images.Images), plain.Score(flat)),
        };
    }

    private static Reading Time(int repetitions, Func<Tensor> ask) => new(Timing.Milliseconds(() =>
    {
        for (int count = 0; count < repetitions; count++)
        {
            using Tensor answer = ask();
        }
    }) / repetitions);

    private static string? FindFault(Tensor ours, Tensor other)
    {
        using DisposeScope scope = NewDisposeScope();
        double distance = ((ours - other).abs().max() / other.abs().max()).ToDouble();
        return distance <= Tolerance ? null : FormattableString.Invariant($"the scores differ by {100 * distance:G2} %");
    }
}
