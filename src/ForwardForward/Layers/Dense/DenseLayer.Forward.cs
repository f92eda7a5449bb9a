using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>What the layer makes of its input, where it takes no step in closed form.</content>
internal partial class DenseLayer
{
    public override double? FloatingPointOperations => 2.0 * _weight.numel();

    public override Tensor Forward(Tensor input) => Forward(LayerInput.FromTensor(input));

    public override Tensor Forward(LayerInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return MapParts(input, Activate);
    }

    private protected override Tensor MeasureInput(LayerInput input) => LengthGoodness is { } goodness
        ? goodness.MeasureChecked(MapParts(input, SquaredLengths), _weight.size(0))
        : base.MeasureInput(input);

    protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        return Normalise(new DenseRows(Drop(input, context), _precision, WorkSpace.None).Rectify(_weight, _bias)).MoveToOuterDisposeScope();
    }

    private Tensor Activate(LayerInput part)
    {
        WorkSpace space = part.Space.LendsActivations ? part.Space : WorkSpace.None;
        DenseRows rows = Read(part, space);
        Tensor rectified = rows.Respond(_weight, _bias).Activations, activations = Normalise(rectified);
        rows.Free();
        if (_layerNorm is not null)
            space.Free(rectified); // The activations are another tensor.
        return activations;
    }

    private Tensor SquaredLengths(LayerInput part)
    {
        DenseRows rows = Read(part, part.Space);
        Tensor lengths = rows.Measure(_weight, _bias);
        rows.Free();
        return lengths;
    }

    private Tensor MapParts(LayerInput input, Func<LayerInput, Tensor> map)
    {
        using Lifetime.Use held = Lifetime.Enter();
        CheckInput(input);
        Expect.Beside(input.Samples, _weight, "input", "the layer");
        return MicroBatch.Map(input, map);
    }
}
