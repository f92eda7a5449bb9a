using ForwardForward.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Layers;

/// <summary>
/// A layer that learns by itself, from its own input: it has its own parameters, its own objective and its own optimizer.
/// </summary>
/// <remarks>
/// <para>A layer of your own derives from this class, registers its parameters with <see cref="AddParameter"/> and implements
/// <see cref="Forward"/>; the update follows by automatic differentiation inside the layer. Override <see cref="Record"/> where the
/// gradient is known in closed form. A <see cref="LayerDefinition"/> creates it, and <c>AddLayer</c> puts it into a network.</para>
/// <para>Not safe for concurrent learning; <see cref="Forward"/> and <see cref="Measure"/> may run in several threads while nothing
/// learns. Disposing the network disposes its layers.</para>
/// </remarks>
public abstract class LocalLayer : IDisposable
{
    private readonly List<KeyValuePair<string, Tensor>> _parameters = [];
    private readonly LocalObjective _objective;
    private readonly AdamOptions _optimizerOptions;
    private AdamOptimizer? _optimizer;

    /// <summary>Creates a layer.</summary>
    /// <param name="name">What the layer is called in tables and messages, such as "Dense 500".</param>
    /// <param name="context">What the builder hands to every layer.</param>
    protected LocalLayer(string name, LayerContext context)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(context);
        Name = name;
        _objective = context.Objective;
        _optimizerOptions = context.Optimizer;
    }

    /// <summary>What the layer is called in tables and messages, such as "Dense 500".</summary>
    public string Name { get; }

    /// <summary>The learned tensors by name, in the order they were added. Owned by the layer.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> Parameters => _parameters;

    /// <summary>Normalise, transform, activate.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>, as the layer before gave it.</param>
    /// <returns>Activations, <c>[rows, …]</c>.</returns>
    public abstract Tensor Forward(Tensor input);

    /// <summary>Measures the goodness of this layer's activations.</summary>
    /// <param name="activations">What <see cref="Forward"/> gave.</param>
    /// <returns>Goodness, <c>[rows]</c>.</returns>
    public Tensor Measure(Tensor activations) => _objective.Measure(activations);

    /// <summary>Takes one local learning step on a batch.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>; no gradient goes back through it.</param>
    /// <param name="context">The labels, which rows are positive, and how far training has come.</param>
    /// <returns>Activations, goodness and loss, all from before the update; the caller disposes them.</returns>
    public LayerStep Learn(Tensor input, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        using var still = no_grad();
        RecordedForward forward = Record(input.detach());
        ObjectiveStep objective = _objective.Differentiate(forward.Activations, context);
        Tensor[] gradients = forward.Backward(objective.Gradient);
        _optimizer ??= new AdamOptimizer(_parameters.Select(parameter => parameter.Value), _optimizerOptions);
        _optimizer.Step(gradients, context.Progress);
        return new LayerStep(
            forward.Activations.MoveToOuterDisposeScope(),
            objective.Goodness.MoveToOuterDisposeScope(),
            objective.Loss.MoveToOuterDisposeScope());
    }

    /// <summary>Runs <see cref="Forward"/> and keeps the way back from its activations to the parameters.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>, detached.</param>
    /// <returns>The activations and the way back. By default automatic differentiation; an override gives the same in closed form.</returns>
    protected virtual RecordedForward Record(Tensor input)
    {
        Tensor[] parameters = [.. _parameters.Select(parameter => parameter.Value)];
        foreach (Tensor parameter in parameters)
            parameter.requires_grad = true;
        using var recording = enable_grad();
        Tensor activations = Forward(input);
        return new RecordedForward(activations.detach(), gradient =>
        {
            activations.backward([gradient]);
            return [.. parameters.Select(TakeGradient)];
        });
    }

    /// <summary>Registers a tensor to be learned, saved and disposed with the layer.</summary>
    /// <param name="name">Its name within the layer, such as "weight".</param>
    /// <param name="initial">Its first value; the layer takes it over.</param>
    /// <returns>The same tensor.</returns>
    protected Tensor AddParameter(string name, Tensor initial)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(initial);
        _parameters.Add(new(name, initial.DetachFromDisposeScope()));
        return initial;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the parameters and the optimizer's state.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _optimizer?.Dispose();
        foreach (KeyValuePair<string, Tensor> parameter in _parameters)
            parameter.Value.Dispose();
    }

    private static Tensor TakeGradient(Tensor parameter)
    {
        Tensor gradient = parameter.grad?.clone() ?? zeros_like(parameter);
        parameter.requires_grad = false;
        parameter.grad = null;
        return gradient;
    }
}
