using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The push of <see cref="DenseLayerDefinition.PeerNormalisation"/>.</summary>
internal sealed class PeerNormalisation(double weight, Tensor means)
{
    private const double Memory = 0.9;

    /// <summary>Follows the activities, and adds the push to the gradient of the pre-activations, in place.</summary>
    public void AddTo(Tensor gradient, Tensor activations, long positives)
    {
        means.MultiplyInPlace(Memory).AddInPlace(activations.narrow(0, 0, positives).mean([0]).Multiply(1 - Memory));
        gradient.narrow(0, 0, positives).AddInPlace((means - means.mean()).Multiply(weight / (means.shape[0] * positives)));
    }
}
