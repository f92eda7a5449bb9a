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
/// <see cref="Forward(Tensor)"/>; it then learns by automatic differentiation inside the layer. Override <see cref="Respond"/>
/// and <see cref="GoBack"/> where you know the gradient in closed form. A <see cref="LayerDefinition"/> creates the layer,
/// and <c>AddLayer</c> puts it into a network.</para>
/// <para>One thread may learn at a time, others are refused; the forward members may run in several threads while nothing learns.
/// Disposing the network disposes its layers.</para>
/// </remarks>
public abstract partial class LocalLayer : IDisposable
{
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
        Lifetime = new Lifetime(name, () => Dispose(disposing: true));
    }

    /// <summary>What the layer is called in tables and messages, such as "Dense 500".</summary>
    public string Name { get; }

    /// <summary>
    /// Whether the layer may ask its context for what other layers make of the batch. Where none does, activations are freed early.
    /// </summary>
    /// <value>By default what its objective says.</value>
    public virtual bool AsksOtherLayers => Objective.AsksOtherLayers;

    /// <summary>What the layer learns for. The layer owns it.</summary>
    protected internal LocalObjective Objective { get; }

    /// <summary>
    /// Whether <see cref="Respond"/> treats every row by itself, so that a large batch may go through the layer in micro-batches.
    /// Not where a layer looks at the whole batch, as batch normalisation does.
    /// </summary>
    /// <value>By default false.</value>
    protected virtual bool RespondsRowByRow => false;

    internal Lifetime Lifetime { get; }

    private AdamOptimizer Optimizer => _optimizer ??= new AdamOptimizer(Name, Parameters, _optimizerOptions);

    /// <summary>Takes one local learning step on a batch: respond, measure, judge, go back, step.</summary>
    /// <param name="input">The layer's input; no gradient goes back through it.</param>
    /// <param name="context">The labels, which rows are positive, and how far training has come.</param>
    /// <returns>Activations, goodness and loss, all from before the update; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The input does not have the layer's shape.</exception>
    /// <exception cref="InvalidOperationException">
    /// What the layer or its context was given does not fit together; the message names the layer and the shape.
    /// </exception>
    public LearningStep Learn(LayerInput input, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        using Lifetime.Use learning = Lifetime.EnterToChange(nameof(Learn));
        CheckInput(input);
        Optimizer.CheckParameters();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable? outside = InferenceMode.Leave();
        using var recordNothing = no_grad();
        using GradientAccumulation gradients = new(Name, Parameters, context.WorkSpace);
        try
        {
            MicroBatch[] parts = Differentiate(input, context, gradients);
            Optimizer.Step(gradients.Sum(), context.Progress);
            input.ForgetProduct();
            Tensor goodness = MicroBatch.Join(parts, part => part.Goodness).clone(); // It may be a view of activations that are freed.
            return new LearningStep(
                HandOn(parts, context), goodness.MoveToOuterDisposeScope(), gradients.Loss.alias().MoveToOuterDisposeScope());
        }
        catch (ExternalException cause)
        {
            throw Explain(cause, input.Samples);
        }
    }

    /// <summary>All of <see cref="Learn"/> but the step: the gradients of a batch's micro-batches, summed.</summary>
    internal MicroBatch[] Differentiate(LayerInput input, LearningContext context, GradientAccumulation gradients)
    {
        MicroBatch[] parts = MicroBatch.Split(input, RespondsRowByRow);
        foreach (MicroBatch part in parts)
            Respond(part, context, gradients);
        Observe(parts, context);
        foreach (MicroBatch part in parts)
            Measure(part);
        Tensor slope = Objective.JudgeChecked(MicroBatch.Join(parts, part => part.Judged), context, gradients);
        foreach (MicroBatch part in parts)
        {
            using DisposeScope passing = NewDisposeScope();
            GoBack(part, PullBack(part, part.RowsOf(slope), context, gradients), context, gradients);
        }
        return parts;
    }

    /// <summary>The activations, where they are looked at afterwards. What is not handed on goes back to the work space.</summary>
    private static Tensor? HandOn(MicroBatch[] parts, LearningContext context)
    {
        if (context.NeedsActivations && parts is [MicroBatch whole])
            return context.WorkSpace.Lends(whole.Activations)
                ? whole.Activations
                : whole.Activations.alias().MoveToOuterDisposeScope();
        Tensor? joined = context.NeedsActivations ? MicroBatch.Join(parts, part => part.Activations).MoveToOuterDisposeScope() : null;
        foreach (MicroBatch part in parts)
            context.WorkSpace.Free(part.Activations);
        return joined;
    }

    /// <summary>Responds to a micro-batch: sets its activations, and keeps what the way back needs.</summary>
    /// <remarks>By default <see cref="ForwardWhileLearning"/>, recorded for automatic differentiation.</remarks>
    /// <param name="part">The rows.</param>
    /// <param name="context">Which rows are positive, and the generator for dropout.</param>
    /// <param name="gradients">
    /// Records parameters for automatic differentiation where you call its <see cref="GradientAccumulation.Watch"/>.
    /// </param>
    protected internal virtual void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(gradients);
        Tensor input = part.Input.Rows.detach();
        gradients.Watch(_parameters);
        using var recording = enable_grad();
        Tensor recorded = ForwardWhileLearning(input, context);
        (part.Kept, part.Activations) = (recorded, recorded.detach());
    }

    /// <summary>Looks at the whole batch between responding and measuring: where a layer follows running statistics.</summary>
    /// <param name="parts">The batch's micro-batches, each responded to.</param>
    /// <param name="context">Which rows are positive.</param>
    protected virtual void Observe(IReadOnlyList<MicroBatch> parts, LearningContext context)
    {
    }

    /// <summary>Measures a micro-batch: sets its goodness and what the objective judges.</summary>
    /// <param name="part">The rows and their activations.</param>
    protected internal virtual void Measure(MicroBatch part)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.Goodness = Objective.MeasureChecked(CheckOutput(part.Activations, part.Input, nameof(Respond)));
        part.Judged = Objective.ReadChecked(part.Activations, part.Goodness);
    }

    /// <summary>Goes back from what was judged to the activations of a micro-batch.</summary>
    /// <remarks>By default as the objective does; a layer that asks more of its activations adds to it.</remarks>
    /// <param name="part">The rows and their activations.</param>
    /// <param name="slope">∂loss/∂judged of the rows, <c>[rows, …]</c>.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <param name="gradients">Takes gradients of the objective's parameters, and further losses.</param>
    /// <returns>∂loss/∂activations, of the activations' shape.</returns>
    protected internal virtual Tensor PullBack(MicroBatch part, Tensor slope, LearningContext context, GradientAccumulation gradients)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Objective.PullBack(part.Activations, slope, gradients);
    }

    /// <summary>Goes back from the activations of a micro-batch to the layer's own parameters, and no further.</summary>
    /// <remarks>By default by automatic differentiation through what <see cref="Respond"/> recorded.</remarks>
    /// <param name="part">The rows, their activations, and what <see cref="Respond"/> kept.</param>
    /// <param name="gradient">∂loss/∂activations, <c>[rows, …]</c>.</param>
    /// <param name="context">Which rows are positive.</param>
    /// <param name="gradients">Takes the gradient of every parameter that the layer itself added.</param>
    protected internal virtual void GoBack(MicroBatch part, Tensor gradient, LearningContext context, GradientAccumulation gradients)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Kept is Tensor { requires_grad: true } recorded)
            recorded.backward([gradient]);
    }

    /// <summary>
    /// Throws where the layer cannot take an input. A layer that multiplies in native code calls it first,
    /// as a wrong shape may end the process there.
    /// </summary>
    /// <param name="input">At least one row, <c>[rows, …]</c>.</param>
    /// <param name="isMap">
    /// Whether the rows must have the dimensions of the layer's input, and not its number of values alone. The default is false.
    /// </param>
    /// <exception cref="ArgumentException">The input has no rows, or rows of another shape.</exception>
    protected void CheckInput(Tensor input, bool isMap = false) => CheckInput(input, isMap, appended: 0);

    private protected void CheckInput(LayerInput input) => CheckInput(input.Samples, isMap: false, input.AppendedValues);

    private void CheckInput(Tensor input, bool isMap, int appended)
    {
        Lifetime.Check();
        bool fits = (Expect.Rows(input).numel() / input.shape[0]) + appended == _inputShape.Size()
            && (!isMap || input.ndim == _inputShape.Count + 1);
        if (!fits)
        {
            throw new ArgumentException(
                $"{Name} takes [rows, {string.Join(", ", _inputShape)}] and was given {Expect.Describe(input)}"
                    + $"{(appended == 0 ? string.Empty : $" with {appended} values of a label")}. Give it what the layer before gives.",
                nameof(input));
        }
    }
}
