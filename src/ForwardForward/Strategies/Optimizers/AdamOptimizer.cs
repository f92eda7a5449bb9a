using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Adam over a fixed list of parameters, with its moments, by the fused kernel.</summary>
/// <remarks>
/// The kernel walks through memory by the number of a parameter's values, whatever it is handed: so gradients are checked and aligned here.
/// </remarks>
internal sealed class AdamOptimizer : IDisposable
{
    private readonly string _owner;
    private readonly AdamOptions _options;
    private readonly string[] _names;
    private readonly Tensor[] _parameters;
    private readonly Tensor[] _means;
    private readonly Tensor[] _squares;
    private readonly Tensor[] _steps;

    /// <param name="owner">What messages call that which learns, such as "Dense 500".</param>
    /// <param name="parameters">What is learned, by name; floating-point and contiguous.</param>
    /// <param name="options">The settings.</param>
    public AdamOptimizer(string owner, IEnumerable<NamedTensor> parameters, AdamOptions options)
    {
        NamedTensor[] learned = [.. parameters];
        _owner = owner;
        _options = options;
        _names = [.. learned.Select(parameter => parameter.Name)];
        _parameters = [.. learned.Select(parameter => Expect.Parameter(parameter.Value, parameter.Name))];
        _means = [.. _parameters.Select(parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _squares = [.. _parameters.Select(parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _steps = [.. _parameters.Select(parameter => TensorCreation.Zeros([], float32, parameter.device).DetachFromDisposeScope())];
    }

    /// <summary>
    /// What the next step depends on besides the parameters, by the parameters' names: "weight/mean", "weight/square" and "weight/step".
    /// </summary>
    public IEnumerable<NamedTensor> State => _names.SelectMany((name, index) => new NamedTensor[]
    {
        new($"{name}/mean", _means[index]),
        new($"{name}/square", _squares[index]),
        new($"{name}/step", _steps[index]),
    });

    /// <summary>
    /// Throws where a parameter is not what the optimizer began with. <see cref="Step"/> asks again, after what strategies have done.
    /// </summary>
    /// <exception cref="InvalidOperationException">A parameter's shape, type or layout has been changed.</exception>
    public void CheckParameters()
    {
        for (int index = 0; index < _parameters.Length; index++)
            Expect.FormOf(_means[index], new NamedTensor(_names[index], _parameters[index]), _owner);
    }

    /// <summary>
    /// Takes one step down the gradients, which stand in the order of the parameters. Those that are too long are shortened where they lie.
    /// </summary>
    /// <exception cref="InvalidOperationException">They are not one a parameter, each of its shape, type and device.</exception>
    public void Step(Tensor[] gradients, double progress)
    {
        if (gradients.Length != _parameters.Length)
            throw new InvalidOperationException(
                $"{_owner} has {_parameters.Length} parameters ({string.Join(", ", _names)}) and was given {gradients.Length} gradients. "
                    + "Give one a parameter, in their order.");
        if (_parameters.Length == 0)
            return; // A layer without parameters, such as one that pools. The kernel refuses empty lists.
        CheckParameters();
        using DisposeScope scope = NewDisposeScope();
        Tensor[] aligned = [.. gradients.Select(
            (gradient, index) => Expect.GradientOf(new NamedTensor(_names[index], _parameters[index]), gradient, _owner))];
        FusedKernels.Adam(
            _parameters, aligned, _means, _squares, _steps, _options.RateAt(progress), _options.Beta1, _options.Beta2, _options.WeightDecay,
            _options.Epsilon, _options.DecouplesWeightDecay, _options.LargestGradient ?? 0);
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _means.Concat(_squares).Concat(_steps))
            tensor.Dispose();
    }
}
