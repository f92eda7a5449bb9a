using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// InfoNCE within a layer: of all rows of the batch but itself, each view should be most like the other view of its image.
/// With uᵢ the unit vector of aᵢ · P, the loss is the mean of −log softmax over j ≠ i of (uᵢ · uⱼ / T), at the partner of i.
/// </summary>
internal sealed class ViewContrastObjective : LocalObjective
{
    private readonly ViewContrastOptions _options;
    private readonly GridProjection _projection;

    public ViewContrastObjective(ViewContrastOptions options, IReadOnlyList<long> outputShape, LayerContext context)
    {
        _options = options;
        _projection = new GridProjection(outputShape, options.Grid, options.Dimensions, context);
        Parameters = [new("contrast_projection", _projection.Weights)];
    }

    public override IReadOnlyList<NamedTensor> Parameters { get; }

    public override bool AsksOtherLayers => false;

    /// <summary>None: views are projected while the layer learns.</summary>
    public override double? FloatingPointOperations => 0;

    /// <summary>The mean square of each row: the loss compares rows and has no goodness.</summary>
    public override Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return activations.flatten(1).Square().mean([1]).MoveToOuterDisposeScope();
    }

    /// <summary>The projected rows, <c>[rows, dimensions]</c>.</summary>
    public override Tensor Read(Tensor activations, Tensor goodness) => _projection.Apply(activations);

    /// <summary>The loss of projected rows whose first half are first views and whose second half are their partners.</summary>
    public override Tensor Loss(Tensor judged, LearningContext context)
    {
        long rows = judged.shape[0];
        Tensor units = nn.functional.normalize(judged, dim: 1);
        Tensor self = TensorCreation.Identity(rows, ScalarType.Bool, judged.device);
        Tensor logits = units.mm(units.t()).Divide(_options.Temperature).MaskedFill(self, double.NegativeInfinity);
        Tensor partners = TensorCreation.Arange(rows, int64, judged.device).Add(rows / 2).Remainder(rows);
        return nn.functional.cross_entropy(logits, partners);
    }

    public override Tensor PullBack(Tensor activations, Tensor slope, GradientAccumulation gradients) =>
        _projection.PullBack(activations, slope, gradients);
}
