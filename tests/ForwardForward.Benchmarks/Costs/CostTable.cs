using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;
using ForwardForward.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Costs;

/// <summary>How the cost of a step and of scoring grows with the network, the batch and the classes.</summary>
internal static class CostTable
{
    private const int Rounds = 7;
    private const int Images = 1_024;

    public static CostRow Measure(CostPoint point)
    {
        using DisposeScope scope = NewDisposeScope();
        using LabelledImages images = RandomImages.Create(Math.Max(Images, point.Batch), point.Classes);
        using FFNetwork overlay = Build(point, (builder, width) => builder.AddDense(width)),
            projection = Build(point, (builder, width) => builder.AddProjection(width));
        using BackpropTwin twin = BackpropTwin.Create(projection.Definition);
        Tensor scored = images.Images.narrow(0, 0, 1_000);
        int steps = images.Count / point.Batch;
        TrainingOptions options = new() { Epochs = 1, BatchSize = point.Batch };
        Action[] work =
        [
            () => overlay.Fit(images, options),
            () => projection.Fit(images, options),
            () => twin.Fit(images, options),
            () => overlay.ScoreLabels(scored).Dispose(),
            () => projection.ScoreLabels(scored).Dispose(),
        ];
        double[][] rounds = [.. Enumerable.Range(0, Rounds + 1).Select(_ => work.Select(Timing.Milliseconds).ToArray()).Skip(1)];
        double[] medians =
            [.. Enumerable.Range(0, work.Length).Select(side => rounds.Select(round => round[side]).Order().ElementAt(Rounds / 2))];
        return new CostRow(point, medians[0] / steps, medians[1] / steps, medians[2] / steps, medians[3], medians[4]);
    }

    private static FFNetwork Build(CostPoint point, Func<FFNetworkBuilder, int, FFNetworkBuilder> add)
    {
        FFNetworkBuilder builder = RandomImages.Network().WithClasses(point.Classes);
        for (int layer = 0; layer < point.Depth; layer++)
            add(builder, point.Width);
        return builder.Build();
    }
}
