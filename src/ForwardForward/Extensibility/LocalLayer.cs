using System.Runtime.InteropServices;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>
/// A layer that learns by itself, from its own input: it has its own parameters, its own objective and its own optimizer.
/// </summary>
/// <remarks>
/// <para>A layer of your own derives from this class, registers its parameters with <see cref="AddParameter"/> and implements
/// <see cref="Forward"/>; the update follows by automatic differentiation inside the layer. Override <see cref="Record"/> where the
/// gradient is known in closed form, or <see cref="Differentiate"/> where the layer learns for more than its objective. A
/// <see cref="LayerDefinition"/> creates it, and <c>AddLayer</c> puts it into a network.</para>
/// <para>Not safe for concurrent learning; <see cref="Forward"/> and <see cref="Measure"/> may run in several threads while nothing
/// learns. Disposing the network disposes its layers.</para>
/// </remarks>
public abstract class LocalLayer : IDisposable
{
    private readonly List<NamedTensor> _parameters = [];
    private readonly List<NamedTensor> _buffers = [];
    private readonly AdamOptions _optimizerOptions;
    private readonly IReadOnlyList<long> _inputShape;
    private AdamOptimizer? _optimizer;

    /// <summary>Creates a layer.</summary>
    /// <param name="name">What the layer is called in tables and messages, such as "Dense 500".</param>
    /// <param name="context">What the builder hands to every layer.</param>
    /// <param name="objective">What the layer learns for, which it takes over; null for the network's objective.</param>
    protected LocalLayer(string name, LayerContext context, LocalObjective? objective = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(context);
        Name = name;
        Objective = objective ?? context.CreateObjective();
        _optimizerOptions = context.Optimizer;
        _inputShape = context.InputShape;
    }

    /// <summary>What the layer is called in tables and messages, such as "Dense 500".</summary>
    public string Name { get; }

    /// <summary>The learned tensors by name: the layer's in the order they were added, then its objective's. Owned by the layer.</summary>
    public IReadOnlyList<NamedTensor> Parameters => [.. _parameters, .. Objective.Parameters];

    /// <summary>The parameters without the objective's.</summary>
    internal IReadOnlyList<NamedTensor> OwnParameters => _parameters;

    /// <summary>Tensors that are kept but not learned by gradient, such as running means, by name: the layer's, then its objective's. Owned by the layer.</summary>
    public IReadOnlyList<NamedTensor> Buffers => [.. _buffers, .. Objective.Buffers];

    /// <summary>The moments and step counts of the layer's optimizer, by name; zeros before the first step.</summary>
    internal IEnumerable<NamedTensor> OptimizerState => Optimizer.State;

    private AdamOptimizer Optimizer => _optimizer ??= new AdamOptimizer(Name, Parameters, _optimizerOptions);

    /// <summary>What the layer learns for. Owned by the layer.</summary>
    protected LocalObjective Objective { get; }

    /// <summary>Whether the layer may ask its context for what other layers make of the batch; where none does, the activations below can go.</summary>
    internal virtual bool LooksAround => true;

    /// <summary>Normalise, transform, activate.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>, as the layer before gave it.</param>
    /// <returns>Activations, <c>[rows, …]</c>.</returns>
    public abstract Tensor Forward(Tensor input);

    /// <summary>As <see cref="Forward"/>; what goes wrong in it names the layer.</summary>
    internal Tensor ForwardNamed(Tensor input) => Explain(input, () => Forward(input));

    /// <summary>The activations before any gate scales them: what dead units are counted on.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>.</param>
    /// <returns>Activations, <c>[rows, …]</c>; those of <see cref="Forward"/> for a layer without a gate.</returns>
    public virtual Tensor ForwardUngated(Tensor input) => Forward(input);

    /// <summary>Measures the goodness of this layer's activations.</summary>
    /// <param name="activations">What <see cref="Forward"/> gave.</param>
    /// <returns>Goodness, <c>[rows]</c>; of a class-wise layer <c>[rows, classes]</c>.</returns>
    public Tensor Measure(Tensor activations) => Explain(activations, () => Objective.Measure(Expect.Rows(activations)));

    /// <summary>What this layer says for each class, where its goodness is one a class.</summary>
    /// <param name="activations">What <see cref="Forward"/> gave.</param>
    /// <returns>Scores, <c>[rows, classes]</c>.</returns>
    public Tensor Score(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return Explain(activations, () => Objective.Score(Measure(activations))).MoveToOuterDisposeScope();
    }

    /// <summary>Takes one local learning step on a batch.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>; no gradient goes back through it.</param>
    /// <param name="context">The labels, which rows are positive, and how far training has come.</param>
    /// <returns>Activations, goodness and loss, all from before the update; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The input does not have the layer's shape.</exception>
    /// <exception cref="InvalidOperationException">What the layer or its context was given does not fit together; the message names the layer and the shape.</exception>
    public LayerStep Learn(Tensor input, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        CheckInput(input);
        return TakeStep(input, context, () => Differentiate(input.detach(), context));
    }

    private protected LayerStep TakeStep(Tensor rows, LearningContext context, Func<LocalGradient> differentiate)
    {
        using DisposeScope scope = NewDisposeScope();
        using var still = no_grad();
        LocalGradient local = Explain(rows, () =>
        {
            LocalGradient gradient = differentiate();
            Optimizer.Step(gradient.Gradients, context.Progress);
            return gradient;
        });
        return new LayerStep(
            local.Step.Activations.MoveToOuterDisposeScope(),
            local.Step.Goodness.MoveToOuterDisposeScope(),
            local.Step.Loss.MoveToOuterDisposeScope());
    }

    /// <summary>Throws where the layer cannot take an input: a layer that multiplies in native code calls it first, as a wrong shape may end the process there.</summary>
    /// <param name="input">At least one row, <c>[rows, …]</c>.</param>
    /// <param name="isMap">Whether the rows must have the dimensions of the layer's input, and not its number of values alone. The default is false.</param>
    /// <exception cref="ArgumentException">The input has no rows, or rows of another shape.</exception>
    protected void CheckInput(Tensor input, bool isMap = false)
    {
        long size = _inputShape.Aggregate(1L, (product, length) => product * length);
        if (Expect.Rows(input).numel() / input.shape[0] != size || (isMap && input.ndim != _inputShape.Count + 1))
            throw new ArgumentException($"{Name} takes [rows, {string.Join(", ", _inputShape)}] and was given {Expect.Describe(input)}. Give it what the layer before gives.", nameof(input));
    }

    /// <summary>Says which layer failed, and on what, where libtorch says only why.</summary>
    private T Explain<T>(Tensor rows, Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ExternalException cause)
        {
            string why = cause.Message.Split("Exception raised from")[0].ReplaceLineEndings(" ").Trim();
            throw new InvalidOperationException($"{Name} failed on {Expect.Describe(rows)}: {why} Look at what the layer's normalisation, goodness, loss, modulation and context give: shapes, types and devices must fit.", cause);
        }
    }

    /// <summary>The response to a batch and the gradient of every parameter, without taking the step.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>, detached.</param>
    /// <param name="context">The labels, which rows are positive, and what else the layer may look at.</param>
    /// <returns>By default the recorded forward pass, the objective's gradient, and the way back.</returns>
    protected virtual LocalGradient Differentiate(Tensor input, LearningContext context)
    {
        RecordedForward forward = Record(input, context);
        ObjectiveStep objective = Objective.Differentiate(forward.Activations, context);
        return new LocalGradient(
            new LayerStep(forward.Activations, objective.Goodness, objective.Loss),
            [.. forward.Backward(objective.Gradient), .. objective.ParameterGradients]);
    }

    /// <summary>What <see cref="Forward"/> computes while the layer learns, where that differs: dropout, statistics of the batch.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>.</param>
    /// <param name="context">Which rows are positive, and the generator for dropout.</param>
    /// <returns>Activations, <c>[rows, …]</c>, made of differentiable operations on the input and the parameters.</returns>
    protected internal virtual Tensor ForwardWhileLearning(Tensor input, LearningContext context) => Forward(input);

    /// <summary>Runs <see cref="ForwardWhileLearning"/>, and keeps the way back from its activations to the layer's own parameters.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>, detached.</param>
    /// <param name="context">Which rows are positive, and the generator for dropout.</param>
    /// <returns>The activations and the way back. By default automatic differentiation; an override gives the same in closed form.</returns>
    protected virtual RecordedForward Record(Tensor input, LearningContext context) => RecordAutomatically(() => ForwardWhileLearning(input, context));

    /// <summary>Records a pass for automatic differentiation with respect to the layer's own parameters.</summary>
    private protected RecordedForward RecordAutomatically(Func<Tensor> forward)
    {
        Tensor[] parameters = [.. _parameters.Select(parameter => parameter.Value)];
        AutomaticGradient.Watch(parameters);
        using var recording = enable_grad();
        Tensor activations = forward();
        return new RecordedForward(activations.detach(), gradient =>
        {
            activations.backward([gradient]);
            return AutomaticGradient.Take(parameters);
        });
    }

    /// <summary>Registers a tensor to be learned, saved and disposed with the layer.</summary>
    /// <param name="name">Its name within the layer, such as "weight".</param>
    /// <param name="initial">Its first value, floating-point and contiguous, of any shape; the layer takes it over.</param>
    /// <returns>The same tensor.</returns>
    /// <exception cref="ArgumentException">The name is blank, or the value is not floating-point or not contiguous, as a transposed or narrowed one: call its <c>contiguous()</c>.</exception>
    protected Tensor AddParameter(string name, Tensor initial) => Add(_parameters, name, Expect.Parameter(initial, name));

    /// <summary>Registers a tensor to be kept, saved and disposed with the layer, but not learned by gradient.</summary>
    /// <param name="name">Its name within the layer, such as "running_mean".</param>
    /// <param name="initial">Its first value, of any shape; the layer takes it over.</param>
    /// <returns>The same tensor.</returns>
    protected Tensor AddBuffer(string name, Tensor initial) => Add(_buffers, name, initial);

    private static Tensor Add(List<NamedTensor> tensors, string name, Tensor initial)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(initial);
        tensors.Add(new(name, initial.DetachFromDisposeScope()));
        return initial;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the parameters, the buffers, the objective and the optimizer's state.</summary>
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
}
