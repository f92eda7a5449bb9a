using ForwardForward.Optimizers;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Readout;

/// <summary>The live form of <see cref="SoftmaxHeadOptions"/>: <c>weight [classes, features]</c> and <c>bias [classes]</c>.</summary>
internal sealed class SoftmaxHead : IDisposable
{
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly AdamOptimizer _optimizer;

    /// <param name="options">The settings.</param>
    /// <param name="layerSizes">The number of activations of each layer of the network.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="values">The first values: uniform in ±1/√features, as PyTorch's <c>Linear</c>.</param>
    public SoftmaxHead(SoftmaxHeadOptions options, IReadOnlyList<long> layerSizes, int classes, InitialValues values)
    {
        Options = options;
        long features = layerSizes.Take(options.Layers).Sum();
        _weight = values.Uniform(features, classes, features).DetachFromDisposeScope();
        _bias = values.Uniform(features, classes).DetachFromDisposeScope();
        _optimizer = new AdamOptimizer([_weight, _bias], options.Optimizer);
    }

    public SoftmaxHeadOptions Options { get; }

    /// <summary>The learned tensors by name.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> Parameters => [new("weight", _weight), new("bias", _bias)];

    /// <summary>Log-probabilities of the classes, <c>[rows, classes]</c>, from the activations of every layer of the network.</summary>
    public Tensor Classify(IReadOnlyList<Tensor> activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.linear(Read(activations), _weight, _bias).log_softmax(1).MoveToOuterDisposeScope();
    }

    /// <summary>One step down the cross-entropy: with p the probabilities, ∂L/∂W = (p − y)ᵀ · features / rows.</summary>
    public void Learn(IReadOnlyList<Tensor> activations, Tensor labels, double progress)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = Read(activations);
        Tensor error = nn.functional.linear(features, _weight, _bias).softmax(1);
        error = (error - nn.functional.one_hot(labels, _weight.shape[0])) / labels.shape[0];
        _optimizer.Step([error.t().mm(features), error.sum([0])], progress);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _weight.Dispose();
        _bias.Dispose();
    }

    private Tensor Read(IReadOnlyList<Tensor> activations) =>
        cat([.. activations.Take(Options.Layers).Select(layer => Options.Normalisation.Normalise(layer.flatten(1)))], 1);
}
