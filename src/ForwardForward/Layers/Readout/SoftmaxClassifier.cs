using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Softmax regression by Adam: <c>weight [classes, features]</c> and <c>bias [classes]</c>, drawn at first uniform in ±1/√features,
/// as PyTorch's <c>Linear</c>.
/// </summary>
internal sealed class SoftmaxClassifier : IDisposable
{
    private readonly AdamOptimizer _optimizer;

    public SoftmaxClassifier(long features, long classes, AdamOptions options, InitialValues values)
    {
        Weight = values.Uniform(features, classes, features).DetachFromDisposeScope();
        Bias = values.Uniform(features, classes).DetachFromDisposeScope();
        _optimizer = new AdamOptimizer("the softmax classifier", Parameters, options);
    }

    public Tensor Weight { get; }

    public Tensor Bias { get; }

    /// <summary>The learned tensors by name.</summary>
    public IReadOnlyList<NamedTensor> Parameters => [new("weight", Weight), new("bias", Bias)];

    /// <summary>The moments and step counts of the optimizer, by name.</summary>
    public IEnumerable<NamedTensor> OptimizerState => _optimizer.State;

    /// <summary>Log-probabilities of the classes, <c>[rows, classes]</c>.</summary>
    public Tensor Classify(Tensor features)
    {
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.linear(features, Weight, Bias).log_softmax(1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// One step down the cross-entropy + decay/2 · ‖W‖²: with p the probabilities, ∂L/∂W = (p − y)ᵀ · features / rows + decay · W.
    /// </summary>
    public void Learn(Tensor features, Tensor labels, double progress, double decay = 0)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor error = nn.functional.linear(features, Weight, Bias).softmax(1);
        error = (error - nn.functional.one_hot(labels, Weight.shape[0])).Divide(labels.shape[0]);
        Tensor gradient = error.t().mm(features);
        _optimizer.Step([decay == 0 ? gradient : gradient.Add(Weight.Multiply(decay)), error.sum([0])], progress);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        Weight.Dispose();
        Bias.Dispose();
    }
}
