using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Optimizers;

/// <summary>Adam over a fixed list of parameters, with its moments, by the fused kernel.</summary>
internal sealed class AdamOptimizer : IDisposable
{
    private readonly AdamOptions _options;
    private readonly Tensor[] _parameters;
    private readonly Tensor[] _means;
    private readonly Tensor[] _squares;
    private readonly Tensor[] _steps;

    public AdamOptimizer(IEnumerable<Tensor> parameters, AdamOptions options)
    {
        _options = options;
        _parameters = [.. parameters];
        _means = [.. _parameters.Select(parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _squares = [.. _parameters.Select(parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _steps = [.. _parameters.Select(parameter => zeros([], float32, parameter.device).DetachFromDisposeScope())];
    }

    /// <summary>What the next step depends on besides the parameters, by the parameters' names: "weight/mean", "weight/square" and "weight/step".</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> State(IEnumerable<string> names) => names.SelectMany((name, index) => new KeyValuePair<string, Tensor>[]
    {
        new($"{name}/mean", _means[index]),
        new($"{name}/square", _squares[index]),
        new($"{name}/step", _steps[index]),
    });

    /// <summary>Takes one step down the gradients, which stand in the order of the parameters.</summary>
    public void Step(Tensor[] gradients, double progress)
    {
        if (_parameters.Length == 0)
            return; // A layer without parameters, such as one that pools. The kernel refuses empty lists.
        FusedKernels.Adam(_parameters, gradients, _means, _squares, _steps, _options.RateAt(progress), _options.Beta1, _options.Beta2, _options.WeightDecay, _options.Epsilon);
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _means.Concat(_squares).Concat(_steps))
            tensor.Dispose();
    }
}
