using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A class-wise objective, and beside its loss the supervised contrast of what the layer hands on: <c>contrast_projection</c>
/// <c>[features, dimensions]</c> joins its parameters. What is measured and scored is the objective's own.
/// </summary>
internal sealed class ContrastedObjective : LocalObjective, IOnnxExportable
{
    private readonly LocalObjective _objective;
    private readonly SupervisedContrastOptions _options;
    private readonly GridProjection _projection;
    private readonly int _groups;

    private ContrastedObjective(
        LocalObjective objective, SupervisedContrastOptions options, IReadOnlyList<long> outputShape, int groups, LayerContext context)
    {
        (_objective, _options, _groups) = (objective, options, groups);
        _projection = new GridProjection(outputShape, options.Grid, options.Dimensions, context);
        Parameters = [.. objective.Parameters, new NamedTensor("contrast_projection", _projection.Weights)];
    }

    /// <summary>An objective with contrast beside it, or where nobody asks for one itself.</summary>
    /// <param name="objective">The objective, which is taken over.</param>
    /// <param name="options">The contrast; null for none.</param>
    /// <param name="outputShape">The shape of one sample of the layer's activations.</param>
    /// <param name="groups">How many equal groups of units or channels are standardised apart.</param>
    /// <param name="context">What the builder hands to the layer.</param>
    public static LocalObjective Of(
        LocalObjective objective, SupervisedContrastOptions? options, IReadOnlyList<long> outputShape, int groups, LayerContext context) =>
        options is null ? objective : new ContrastedObjective(objective, options, outputShape, groups, context);

    public override IReadOnlyList<NamedTensor> Parameters { get; }

    public override IReadOnlyList<NamedTensor> Buffers => _objective.Buffers;

    public override bool AsksOtherLayers => _objective.AsksOtherLayers;

    /// <summary>The objective's: rows are contrasted while the layer learns.</summary>
    public override double? FloatingPointOperations => _objective.FloatingPointOperations;

    public override Tensor Measure(Tensor activations) => _objective.Measure(activations);

    public override Tensor Score(Tensor goodness) => _objective.Score(goodness);

    /// <summary>What the objective reads, and the projected rows beside it.</summary>
    public override Tensor Read(Tensor activations, Tensor goodness)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor projected = Standardise(activations).Standardised.flatten(1).mm(_projection.Weights);
        return cat([_objective.Read(activations, goodness), projected], 1).MoveToOuterDisposeScope();
    }

    public override Tensor Loss(Tensor judged, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor loss, _) = Contrast(judged, context);
        return _objective.Loss(Own(judged), context).Add(loss.Multiply(_options.Weight)).MoveToOuterDisposeScope();
    }

    public override Tensor Judge(Tensor judged, LearningContext context, GradientAccumulation gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor slope = _objective.Judge(Own(judged), context, gradients);
        (Tensor loss, Tensor gradient) = Contrast(judged, context);
        gradients.AddLoss(loss.Multiply(_options.Weight));
        return cat([slope, gradient.Multiply(_options.Weight)], 1).MoveToOuterDisposeScope();
    }

    public override Tensor PullBack(Tensor activations, Tensor slope, GradientAccumulation gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor features, Tensor deviations) = Standardise(activations);
        Tensor ofProjected = Projected(slope);
        gradients.Add(_projection.Weights, features.flatten(1).t().mm(ofProjected));
        Tensor ofFeatures = SupervisedContrast.PullBack(
            features, deviations, ofProjected.mm(_projection.Weights.t()).view(features.shape), 2);
        return _projection.PullBackFeatures(activations, ofFeatures.flatten(1))
            .Add(_objective.PullBack(activations, Own(slope), gradients)).MoveToOuterDisposeScope();
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) => graph.Apply(_objective, input, shape);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _objective.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>What is projected, <c>[rows, groups, values of a group]</c>.</summary>
    private (Tensor Standardised, Tensor Deviations) Standardise(Tensor activations) =>
        SupervisedContrast.Standardise(_projection.Read(activations).reshape(activations.size(0), _groups, -1), 2);

    private (Tensor Loss, Tensor Gradient) Contrast(Tensor judged, LearningContext context) =>
        SupervisedContrast.Measure(Projected(judged), context.Labels, _options.TemperatureAt(context.Progress));

    private Tensor Own(Tensor judged) => judged.narrow(1, 0, judged.size(1) - _options.Dimensions);

    private Tensor Projected(Tensor judged) => judged.narrow(1, judged.size(1) - _options.Dimensions, _options.Dimensions);
}
