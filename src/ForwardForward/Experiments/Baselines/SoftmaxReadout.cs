using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>A linear map from a layer's activations to class scores.</summary>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="Weight">The weights, <c>[classes, features]</c>.</param>
/// <param name="Bias">The biases, <c>[classes]</c>.</param>
internal sealed record SoftmaxReadout(int Layer, Tensor Weight, Tensor Bias)
{
    public NamedTensor[] Parameters => [new($"readout{Layer + 1}.weight", Weight), new($"readout{Layer + 1}.bias", Bias)];

    public Tensor Read(Tensor activations)
    {
        using Tensor rows = activations.flatten(1);
        return nn.functional.linear(rows, Weight, Bias);
    }
}
