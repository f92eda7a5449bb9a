using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <content>The tensors of a layer and its optimizer, and how they go.</content>
public abstract partial class LocalLayer
{
    private readonly List<NamedTensor> _parameters = [];
    private readonly List<NamedTensor> _buffers = [];

    /// <summary>The learned tensors by name: the layer's in the order they were added, then its objective's. The layer owns them.</summary>
    public IReadOnlyList<NamedTensor> Parameters => [.. _parameters, .. Objective.Parameters];

    /// <summary>
    /// Tensors that are kept but not learned by gradient, such as running means, by name: the layer's, then its objective's.
    /// The layer owns them.
    /// </summary>
    public IReadOnlyList<NamedTensor> Buffers => [.. _buffers, .. Objective.Buffers];

    /// <summary>The parameters without the objective's.</summary>
    internal IReadOnlyList<NamedTensor> OwnParameters => _parameters;

    /// <summary>The moments and step counts of the layer's optimizer, by name; zeros before the first step.</summary>
    internal IEnumerable<NamedTensor> OptimizerState => Optimizer.State;

    /// <summary>Registers a tensor to be learned, saved and disposed with the layer.</summary>
    /// <param name="name">Its name within the layer, such as "weight".</param>
    /// <param name="initial">Its first value, floating-point and contiguous, of any shape; the layer takes it over.</param>
    /// <returns>The same tensor.</returns>
    /// <exception cref="ArgumentException">
    /// The name is blank, or the value is not floating-point or not contiguous, as a transposed or narrowed one:
    /// call its <c>contiguous()</c>.
    /// </exception>
    protected Tensor AddParameter(string name, Tensor initial) => Add(_parameters, name, Expect.Parameter(initial, name));

    /// <summary>Registers a tensor to be kept, saved and disposed with the layer, but not learned by gradient.</summary>
    /// <param name="name">Its name within the layer, such as "running_mean".</param>
    /// <param name="initial">Its first value, of any shape; the layer takes it over.</param>
    /// <returns>The same tensor.</returns>
    protected Tensor AddBuffer(string name, Tensor initial) => Add(_buffers, name, initial);

    /// <inheritdoc/>
    public void Dispose()
    {
        Lifetime.End();
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the parameters, the buffers, the objective and the optimizer's state, when nothing uses them any more.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _optimizer?.Dispose();
        Objective.Dispose();
        foreach (NamedTensor tensor in _parameters.Concat(_buffers))
            tensor.Value.Dispose();
    }

    private static Tensor Add(List<NamedTensor> tensors, string name, Tensor initial)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(initial);
        tensors.Add(new NamedTensor(name, initial.DetachFromDisposeScope()));
        return initial;
    }
}
