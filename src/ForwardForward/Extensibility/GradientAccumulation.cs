using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>
/// Gradient accumulation: a large batch goes through a layer in micro-batches, their gradients and losses are summed here, and the layer
/// takes one step with the sums.
/// </summary>
/// <remarks>
/// It lives as long as one step. Tensors that are watched for automatic differentiation record until it is disposed, and no longer.
/// </remarks>
public sealed class GradientAccumulation : IDisposable
{
    private readonly string _owner;
    private readonly IReadOnlyList<NamedTensor> _parameters;
    private readonly Tensor?[] _sums;
    private readonly List<Tensor> _watched = [];
    private Tensor? _loss;

    internal GradientAccumulation(string owner, IReadOnlyList<NamedTensor> parameters, WorkSpace space)
    {
        _owner = owner;
        _parameters = parameters;
        Space = space;
        _sums = new Tensor?[parameters.Count];
    }

    /// <summary>Memory for what the step computes.</summary>
    internal WorkSpace Space { get; }

    /// <summary>The losses added so far, a scalar.</summary>
    internal Tensor Loss =>
        _loss ?? throw new InvalidOperationException($"The objective of {_owner} gave no loss. Call AddLoss in LocalObjective.Judge.");

    /// <summary>Adds to the loss that the step reports.</summary>
    /// <param name="loss">A scalar <c>[]</c>, detached.</param>
    /// <exception cref="ArgumentException">It is no scalar.</exception>
    public void AddLoss(Tensor loss)
    {
        Expect.Scalar(loss);
        using Tensor? sum = _loss;
        _loss = Outlive(sum is null ? loss.alias() : sum.Add(loss));
    }

    /// <summary>Adds a micro-batch's gradient to that of a parameter.</summary>
    /// <param name="parameter">One of the tensors that the layer or its objective has registered as a parameter.</param>
    /// <param name="gradient">∂loss/∂parameter, of any shape that the parameter has, and of its type and device.</param>
    /// <exception cref="ArgumentException">The tensor is no parameter of the layer.</exception>
    /// <exception cref="InvalidOperationException">The gradient does not fit the parameter.</exception>
    public void Add(Tensor parameter, Tensor gradient)
    {
        int index = IndexOf(parameter);
        Tensor aligned = Expect.GradientOf(_parameters[index], gradient, _owner);
        Tensor? sum = _sums[index];
        _sums[index] = Outlive(sum is null ? aligned.alias() : sum.Add(aligned));
        Space.Free(sum);
    }

    /// <summary>As <see cref="Add"/>, of a gradient that lies in the work space: it goes back with the step.</summary>
    internal void Take(Tensor parameter, Tensor gradient)
    {
        int index = IndexOf(parameter);
        if (_sums[index] is null)
        {
            _sums[index] = Outlive(gradient);
            return;
        }
        Add(parameter, gradient);
        Space.Free(gradient);
    }

    /// <summary>
    /// Lets parameters record what is computed from them, for automatic differentiation. What backward passes leave joins the sums.
    /// </summary>
    /// <param name="parameters">Parameters of the layer or its objective.</param>
    public void Watch(IEnumerable<NamedTensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (NamedTensor parameter in parameters)
        {
            if (_watched.Exists(watched => ReferenceEquals(watched, parameter.Value)))
                continue; // Since another micro-batch.
            parameter.Value.requires_grad = true;
            _watched.Add(parameter.Value);
        }
    }

    /// <summary>The gradient of every parameter, in their order.</summary>
    /// <exception cref="InvalidOperationException">A parameter got none.</exception>
    internal Tensor[] Sum()
    {
        foreach (Tensor parameter in _watched)
        {
            using Tensor? recorded = parameter.grad;
            if (recorded is null && _sums[IndexOf(parameter)] is not null)
                continue; // Nothing recorded changes it, and what does was added.
            using Tensor gradient = recorded?.alias() ?? zeros_like(parameter);
            Add(parameter, gradient);
        }
        return [.. _sums.Select((sum, index) => sum ?? throw new InvalidOperationException(
            $"{_owner} has the parameters {string.Join(", ", _parameters.Select(parameter => parameter.Name))}, and "
            + $"\"{_parameters[index].Name}\" got no gradient. Add one for every parameter in LocalLayer.GoBack, zeros where nothing "
            + "changes it."))];
    }

    /// <summary>Disposes the sums; what was watched records no more.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _watched)
        {
            tensor.requires_grad = false;
            tensor.grad = null;
        }
        foreach (Tensor? sum in _sums)
            Space.Free(sum);
        _loss?.Dispose();
    }

    private int IndexOf(Tensor parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        for (int index = 0; index < _parameters.Count; index++)
        {
            if (ReferenceEquals(_parameters[index].Value, parameter))
                return index;
        }
        throw new ArgumentException(
            $"The tensor is no parameter of {_owner}, which has {string.Join(", ", _parameters.Select(known => known.Name))}. Register it "
                + "with AddParameter.",
            nameof(parameter));
    }

    // A micro-batch's dispose scope ends before the step does.
    private static Tensor Outlive(Tensor tensor) => tensor.DetachFromDisposeScope();
}
