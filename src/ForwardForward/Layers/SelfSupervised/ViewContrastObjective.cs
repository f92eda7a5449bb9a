using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// InfoNCE within a layer: of all rows of the batch but itself, each view shall be most like the other view of its image. With uᵢ the unit vector of
/// aᵢ · P, the loss is the mean of −log softmax over j ≠ i of (uᵢ · uⱼ / T), at the partner of i.
/// </summary>
internal sealed class ViewContrastObjective : LocalObjective
{
    private readonly ViewContrastOptions _options;
    private readonly GridProjection _projection;

    public ViewContrastObjective(ViewContrastOptions options, IReadOnlyList<long> outputShape, LayerContext context)
    {
        _options = options;
        _projection = new GridProjection(outputShape, options.Grid, options.Dimensions, context);
    }

    public override IReadOnlyList<NamedTensor> Parameters => [new("contrast_projection", _projection.Weights)];

    /// <summary>The mean square of each row: the loss compares rows and has no goodness.</summary>
    public override Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return activations.flatten(1).square().mean([1]).MoveToOuterDisposeScope();
    }

    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = activations.detach().requires_grad_();
        Tensor[] parameters = [_projection.Weights];
        AutomaticGradient.Watch(parameters);
        Tensor loss;
        using (enable_grad())
        {
            loss = Compare(leaf);
            loss.backward();
        }
        return new ObjectiveStep(
            leaf.grad!.MoveToOuterDisposeScope(),
            Measure(activations).MoveToOuterDisposeScope(),
            loss.detach().MoveToOuterDisposeScope(),
            [.. AutomaticGradient.Take(parameters).Select(gradient => gradient.MoveToOuterDisposeScope())]);
    }

    /// <summary>The loss of rows whose first half are first views and whose second half are their partners.</summary>
    internal Tensor Compare(Tensor activations)
    {
        long rows = activations.shape[0];
        Tensor units = nn.functional.normalize(_projection.Read(activations).mm(_projection.Weights), dim: 1);
        Tensor self = eye(rows, dtype: ScalarType.Bool, device: activations.device);
        Tensor logits = (units.mm(units.t()) / _options.Temperature).masked_fill(self, double.NegativeInfinity);
        Tensor partners = (arange(rows, int64, activations.device) + (rows / 2)).remainder(rows);
        return nn.functional.cross_entropy(logits, partners);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _projection.Dispose();
    }
}
