using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>Lets tensors take part in one recording, and takes their gradients afterwards, so that they never record in between.</summary>
internal static class AutomaticGradient
{
    /// <summary>Makes the tensors record, for a following <see cref="Take"/>.</summary>
    public static void Watch(IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
            tensor.requires_grad = true;
    }

    /// <summary>The gradients that a backward pass has left, 0 where it reached nothing; the tensors record no more.</summary>
    public static Tensor[] Take(IEnumerable<Tensor> tensors) => [.. tensors.Select(TakeFrom)];

    private static Tensor TakeFrom(Tensor tensor)
    {
        Tensor gradient = tensor.grad ?? zeros_like(tensor);
        tensor.requires_grad = false;
        tensor.grad = null;
        return gradient;
    }
}
