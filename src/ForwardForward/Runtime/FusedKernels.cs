using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>
/// libtorch's fused optimizer steps, which TorchSharp does not expose, reached through the one TorchScript unit of this library.
/// </summary>
internal static class FusedKernels
{
    private const string Script = """
        def adam(p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], s: List[Tensor],
                 lr: float, beta1: float, beta2: float, weight_decay: float, eps: float) -> Tensor:
            unused: List[Tensor] = []
            torch._foreach_add_(s, 1)
            torch._fused_adam_(p, g, m, v, unused, s, lr=lr, beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=eps, amsgrad=False, maximize=False)
            return s[0]

        """;

    // A compiled unit is never freed, so there is one for the process.
#pragma warning disable RS0030 // Banned elsewhere: this is the one file that may compile a script.
    private static readonly Lazy<jit.CompilationUnit> Unit = new(() => jit.compile(Script));
#pragma warning restore RS0030

    /// <summary>
    /// One Adam step in place on every parameter. <paramref name="steps"/> holds the step count of each parameter as a scalar of its device.
    /// </summary>
    public static void Adam(
        Tensor[] parameters, Tensor[] gradients, Tensor[] means, Tensor[] squares, Tensor[] steps,
        double learningRate, double beta1, double beta2, double weightDecay, double epsilon)
    {
        // invoke() drops the scalars it converts itself before the native call: these live until after it.
        using Scalar rate = learningRate.ToScalar(), first = beta1.ToScalar(), second = beta2.ToScalar(), decay = weightDecay.ToScalar(), floor = epsilon.ToScalar();
        using var guard = no_grad();
        using var count = (Tensor)Unit.Value.invoke("adam", parameters, gradients, means, squares, steps, rate, first, second, decay, floor);
    }
}
