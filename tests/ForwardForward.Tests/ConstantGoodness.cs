using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>The same whatever the activations: it leaves a layer only what it learns besides its goodness.</summary>
internal sealed class ConstantGoodness : IDifferentiableGoodness
{
    public Tensor Measure(Tensor activations) => ones([activations.shape[0]]);

    public Tensor Derivative(Tensor activations) => zeros_like(activations);
}
