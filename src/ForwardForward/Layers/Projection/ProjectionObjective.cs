using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The live form of <see cref="ProjectionOptions"/>: <c>projection [features, classes]</c>. With e = ∂L/∂g: ∂L/∂M = aᵀ · e, ∂L/∂a = e · Mᵀ.
/// </summary>
internal sealed class ProjectionObjective : ClassObjective, IOnnxExportable
{
    private const double LeastLength = 1e-12; // As libtorch's normalize has it.

    private readonly ProjectionOptions _options;
    private readonly int _classes;
    private readonly GridProjection _projection;

    public ProjectionObjective(ProjectionOptions options, IReadOnlyList<long> outputShape, LayerContext context)
        : base(options.Loss)
    {
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _classes = context.Classes;
        _projection = new GridProjection(outputShape, options.Grid, context.Classes, context);
        Parameters = [new("projection", _projection.Weights)];
    }

    public override IReadOnlyList<NamedTensor> Parameters { get; }

    public override double? FloatingPointOperations => 2.0 * _projection.Weights.numel();

    private bool ComparesRows => _options.SimilarityWeight > 0;

    public override Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor goodness = _options.CosineScale == 0 ? _projection.Apply(activations) : MeasureCosine(_projection.Read(activations));
        return goodness.MoveToOuterDisposeScope();
    }

    /// <summary>Log-probabilities, so that the scores of several layers can be summed.</summary>
    public override Tensor Score(Tensor goodness) => goodness.log_softmax(1);

    /// <summary>The scores, and the activations beside them where the similarity of rows counts.</summary>
    public override Tensor Read(Tensor activations, Tensor goodness) =>
        ComparesRows ? cat([goodness, activations.flatten(1)], 1) : goodness;

    public override Tensor Judge(Tensor judged, LearningContext context, GradientAccumulation gradients)
    {
        if (!ComparesRows)
            return base.Judge(judged, context, gradients);
        using DisposeScope scope = NewDisposeScope();
        using GradientAccumulation scores = new("the class scores", [], WorkSpace.None);
        double weight = _options.SimilarityWeight;
        Tensor slope = base.Judge(judged.narrow(1, 0, _classes), context, scores);
        (Tensor loss, Tensor similaritySlope) = SimilarityMatching.Measure(
            judged.narrow(1, _classes, judged.shape[1] - _classes), context.Labels, _classes);
        gradients.AddLoss(scores.Loss.Multiply(1 - weight).Add(loss.Multiply(weight)));
        return cat([slope.Multiply(1 - weight), similaritySlope.Multiply(weight)], 1).MoveToOuterDisposeScope();
    }

    public override Tensor PullBack(Tensor activations, Tensor slope, GradientAccumulation gradients)
    {
        if (_options.CosineScale != 0)
            return base.PullBack(activations, slope, gradients);
        using DisposeScope scope = NewDisposeScope();
        Tensor gradient = _projection.PullBack(activations, slope.narrow(1, 0, _classes), gradients);
        if (ComparesRows)
            gradient = gradient.Add(slope.narrow(1, _classes, slope.shape[1] - _classes).view(activations.shape));
        return gradient.MoveToOuterDisposeScope();
    }

    private Tensor MeasureCosine(Tensor features) =>
        nn.functional.normalize(features, dim: 1).mm(nn.functional.normalize(_projection.Weights, dim: 0)).Multiply(_options.CosineScale);

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue features = _projection.Read(graph, input);
        OnnxValue goodness = _options.CosineScale == 0
            ? graph.Add("MatMul", [features, graph.Constant(_projection.Weights)])
            : MeasureCosine(graph, features);
        return graph.Add("LogSoftmax", [goodness], new OnnxSetting("axis", 1));
    }

    private OnnxValue MeasureCosine(OnnxGraph graph, OnnxValue features)
    {
        using Tensor prototypes = nn.functional.normalize(_projection.Weights, dim: 0);
        OnnxValue length = graph.Add("Max", [graph.ReduceAxis("ReduceL2", features, 1), graph.Constant(LeastLength)]);
        return graph.Multiply(graph.Add("MatMul", [graph.Divide(features, length), graph.Constant(prototypes)]), _options.CosineScale);
    }
}
