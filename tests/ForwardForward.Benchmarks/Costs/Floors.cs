using System.Diagnostics;
using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Costs;

/// <summary>What a step of 784-500-500 cannot do without, each part timed alone beside the step.</summary>
internal static class Floors
{
    private const int Batch = 128;
    private const int Steps = 40;
    private const int Rounds = 9;

    public static IEnumerable<FloorRow> Measure()
    {
        // Positives and negatives share the first product; the second layer sees both halves.
        yield return Measure("overlay", builder => builder.AddDense(500).AddDense(500), [(Batch, 784, 500), (2 * Batch, 500, 500)]);
        yield return Measure(
            "projection", builder => builder.AddProjection(500).AddProjection(500), [(Batch, 784, 500), (Batch, 500, 500)]);
    }

    private static FloorRow Measure(string step, Func<FFNetworkBuilder, FFNetworkBuilder> add, (int Rows, int Inputs, int Units)[] layers)
    {
        using DisposeScope scope = NewDisposeScope();
        using var still = no_grad();
        using LabelledImages images = RandomImages.Create(Steps * Batch);
        using FFNetwork network = add(RandomImages.Network()).Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = Batch };
        double products = layers.Sum(layer => TimeProducts(
            layer, (rows, weight, _) => MatrixProducts.Forward(rows, weight, WorkSpace.None),
            (delta, rows) => MatrixProducts.ToWeight(delta, rows, WorkSpace.None)));
        double operations = layers.Sum(layer => 2 * 2.0 * layer.Rows * layer.Inputs * layer.Units);
        return new FloorRow(
            step,
            MedianOfStep(() => network.Fit(images, options)),
            products,
            operations / products / 1e6,
            layers.Sum(layer =>
                TimeProducts(layer, (rows, weight, bias) => nn.functional.linear(rows, weight, bias), (left, right) => left.t().mm(right))),
            TimeBatches(network, images, options),
            TimeOptimizer(network));
    }

    /// <summary>Forward, and the gradient of the weight.</summary>
    private static double TimeProducts(
        (int Rows, int Inputs, int Units) layer, Func<Tensor, Tensor, Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor> gradient)
    {
        Tensor input = rand(layer.Rows, layer.Inputs), weight = rand(layer.Units, layer.Inputs), bias = rand(layer.Units),
            delta = rand(layer.Rows, layer.Units);
        return MedianOfStep(() => Repeat(_ =>
        {
            forward(input, weight, bias);
            gradient(delta, input);
        }));
    }

    private static double TimeBatches(FFNetwork network, LabelledImages images, TrainingOptions options)
    {
        using TrainingBatches batches = new(network, images, options, network.ReadsPlainImages, views: false, WorkSpace.None);
        return MedianOfStep(() =>
        {
            batches.Shuffle();
            Repeat(index => batches.Get(index));
        });
    }

    private static double TimeOptimizer(FFNetwork network)
    {
        NamedTensor[] parameters = [.. network.Layers.SelectMany(layer => layer.Parameters)];
        Tensor[] gradients = [.. parameters.Select(parameter => zeros_like(parameter.Value))];
        using AdamOptimizer optimizer = new("the network", parameters, new AdamOptions());
        return MedianOfStep(() => Repeat(_ => optimizer.Step(gradients, progress: 0)));
    }

    private static void Repeat(Action<int> work)
    {
        for (int step = 0; step < Steps; step++)
        {
            using DisposeScope ofStep = NewDisposeScope();
            work(step);
        }
    }

    private static double MedianOfStep(Action steps)
    {
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin).TotalSeconds < 1;)
            steps();
        return Enumerable.Range(0, Rounds).Select(_ => Timing.Milliseconds(steps)).Order().ElementAt(Rounds / 2) / Steps;
    }
}
