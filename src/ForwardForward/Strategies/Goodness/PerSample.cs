using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Numbers of samples beside their activations.</summary>
internal static class PerSample
{
    /// <summary>One number a sample, <c>[batch]</c>, as <c>[batch, 1, …]</c> with the dimensions of the activations; a view.</summary>
    public static Tensor Spread(Tensor numbers, Tensor activations) =>
        Expect.Beside(Expect.Numbers(numbers, Expect.Rows(activations).shape[0]), activations)
            .view([numbers.shape[0], .. Enumerable.Repeat(1L, (int)activations.ndim - 1)]);
}
