using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The push of <see cref="DenseLayerDefinition.PeerNormalisation"/>.</summary>
internal sealed class PeerNormalisation(double weight, Tensor means)
{
    private const double Memory = 0.9;

    /// <summary>Follows the activities, and gives the gradient of the pre-activations with the push in it.</summary>
    /// <param name="gradient">∂loss/∂activations, <c>[rows, units]</c>.</param>
    /// <param name="activations">Rectified, <c>[rows, units]</c>.</param>
    /// <param name="positives">How many rows, from the first on, are positive.</param>
    public Tensor Push(Tensor gradient, Tensor activations, long positives)
    {
        Tensor delta = FusedKernels.RectifierGradient(gradient, activations);
        means.MultiplyInPlace(Memory).AddInPlace(activations.narrow(0, 0, positives).mean([0]).Multiply(1 - Memory));
        delta.narrow(0, 0, positives).AddInPlace((means - means.mean()).Multiply(weight / (means.shape[0] * positives)));
        return delta;
    }
}
