using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;
using ForwardForward.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Costs;

/// <summary>The matrix products that a step of 784-500-500 cannot do without, beside the step.</summary>
internal static class Floors
{
    private const int Batch = 128;
    private const int Steps = 40;
    private const int Rounds = 9;

    public static IEnumerable<FloorRow> Measure()
    {
        // Positives and negatives share the first product; the second layer sees both halves.
        yield return Measure("overlay", builder => builder.AddDense(500).AddDense(500), [(Batch, 784, 500), (2 * Batch, 500, 500)]);
        yield return Measure("projection", builder => builder.AddProjection(500).AddProjection(500), [(Batch, 784, 500), (Batch, 500, 500)]);
    }

    private static FloorRow Measure(string step, Func<FFNetworkBuilder, FFNetworkBuilder> add, (int Rows, int Inputs, int Units)[] layers)
    {
        using DisposeScope scope = NewDisposeScope();
        using var still = no_grad();
        using LabelledImages images = RandomImages.Create(Steps * Batch);
        using FFNetwork network = add(RandomImages.Network()).Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = Batch };
        double measured = Median(() => network.Fit(images, options)) / Steps;
        double products = layers.Sum(layer => TimeProducts(layer.Rows, layer.Inputs, layer.Units));
        double operations = layers.Sum(layer => 2 * 2.0 * layer.Rows * layer.Inputs * layer.Units);
        return new FloorRow(step, measured, products, operations / products / 1e6);
    }

    /// <summary>Forward, and the gradient of the weight.</summary>
    private static double TimeProducts(int rows, int inputs, int units)
    {
        Tensor input = rand(rows, inputs), weight = rand(units, inputs), delta = rand(rows, units);
        return Median(() =>
        {
            for (int step = 0; step < Steps; step++)
            {
                using DisposeScope ofStep = NewDisposeScope();
                nn.functional.linear(input, weight);
                delta.t().mm(input);
            }
        }) / Steps;
    }

    private static double Median(Action work)
    {
        work();
        return Enumerable.Range(0, Rounds).Select(_ => Timing.Milliseconds(work)).Order().ElementAt(Rounds / 2);
    }
}
