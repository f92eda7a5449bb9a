using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>What the layer makes of its input, where it takes no step in closed form.</content>
internal partial class DenseLayer
{
    public override Tensor Forward(Tensor input) => Forward(LayerInput.FromTensor(input));

    public override Tensor Forward(LayerInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using Lifetime.Use held = Lifetime.Enter();
        CheckInput(input.Samples);
        Expect.Beside(input.Samples, _weight, "input", "the layer");
        return MicroBatch.Map(input, ForwardRows);
    }

    protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        return Normalise(new DenseRows(Drop(input, context), _precision, WorkSpace.None).Rectify(_weight, _bias)).MoveToOuterDisposeScope();
    }

    private Tensor ForwardRows(LayerInput input)
    {
        WorkSpace space = input.KeepsProduct ? input.Space : WorkSpace.None;
        DenseRows rows = Read(input, space);
        Tensor rectified = rows.Respond(_weight, _bias).Activations, activations = Normalise(rectified);
        rows.Free();
        if (_layerNorm is not null)
            space.Free(rectified); // The activations are another tensor.
        return activations;
    }
}
