using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A soft maximum of a sample's activations: g = T · log(1/H · Σⱼ exp(aⱼ/T)). For T → 0 it is the maximum, for T → ∞ the mean.
/// </summary>
/// <remarks>
/// Of the softmax-energy family of "In Search of Goodness" (arXiv 2511.18567), but not its function: that one is the sum of squares plus
/// a scaled −log Σⱼ exp((aⱼ − max a)/T). Dividing by H makes a layer of equal activations have that value, whatever its width.
/// ∂g/∂aⱼ = softmax(a/T)ⱼ: the strongest units are pushed most, and a sample's slopes sum to 1.
/// </remarks>
public sealed class SoftmaxEnergyGoodness : IDifferentiableGoodness, IOnnxExportable
{
    /// <summary>Creates the goodness.</summary>
    /// <param name="temperature">T, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not a positive number.</exception>
    public SoftmaxEnergyGoodness(double temperature = 1.0)
    {
        Temperature = Require.Positive(temperature, nameof(temperature));
    }

    /// <summary>T, how many units count: small for the strongest alone, large for all alike.</summary>
    /// <value>The default is 1.</value>
    public double Temperature { get; }

    /// <inheritdoc/>
    public Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor heated = Expect.InMemory(Expect.Rows(activations)).flatten(1).Divide(Temperature);
        return heated.logsumexp(1).Subtract(Math.Log(heated.shape[1])).Multiply(Temperature).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Derivative(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return Expect.Rows(activations).flatten(1).Divide(Temperature).softmax(1).view(activations.shape).MoveToOuterDisposeScope();
    }

    // With the largest taken off first: no exponential is then larger than 1.
    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue heated = graph.Divide(graph.Flatten(input), Temperature), largest = graph.ReduceAxis("ReduceMax", heated, 1);
        OnnxValue mean = graph.ReduceAxis("ReduceMean", graph.Add("Exp", [graph.Subtract(heated, largest)]), 1);
        return graph.Reshape(graph.Multiply(graph.Sum(graph.Add("Log", [mean]), largest), Temperature), []);
    }
}
