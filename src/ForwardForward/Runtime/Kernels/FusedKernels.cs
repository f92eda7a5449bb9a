using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>
/// Operations of libtorch that TorchSharp does not expose, reached through the one TorchScript unit of this library.
/// </summary>
internal static class FusedKernels
{
    private const string Script = """
        def adam(p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], s: List[Tensor],
                 lr: float, beta1: float, beta2: float, weight_decay: float, eps: float, decouples: bool, largest: float) -> Tensor:
            unused: List[Tensor] = []
            scale: Optional[Tensor] = None
            if largest > 0:
                length = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g)))
                scale = torch.clamp((length + 1e-6) / largest, min=1.0).float()
            torch._foreach_add_(s, 1)
            if decouples:
                torch._fused_adamw_(p, g, m, v, unused, s, lr=lr, beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=eps,
                                    amsgrad=False, maximize=False, grad_scale=scale)
            else:
                torch._fused_adam_(p, g, m, v, unused, s, lr=lr, beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=eps,
                                   amsgrad=False, maximize=False, grad_scale=scale)
            return s[0]

        def rectifier_gradient(gradient: Tensor, rectified: Tensor) -> Tensor:
            return torch.threshold_backward(gradient, rectified, 0)

        def product(rows: Tensor, weight: Tensor) -> Tensor:
            return torch.mkldnn_linear(rows.to_mkldnn(), weight, None).to_dense()

        def transposed_product(left: Tensor, right: Tensor) -> Tensor:
            products = torch.mkldnn_linear_backward_weights(left.to_mkldnn(), right.to_mkldnn(), right, False)
            return products[0]

        def convolution_gradients(delta: Tensor, map: Tensor, weight: Tensor, stride: int, padding: int, dilation: int,
                                  groups: int) -> List[Tensor]:
            gradients = torch.convolution_backward(delta, map, weight, [weight.size(0)], [stride, stride], [padding, padding],
                                                   [dilation, dilation], False, [0, 0], groups, [False, True, True])
            return [gradients[1], gradients[2]]

        """;

    // A compiled unit is never freed, so there is one for the process.
#pragma warning disable RS0030 // Banned elsewhere: this is the one file that may compile a script.
    private static readonly Lazy<jit.CompilationUnit> Unit = new(() => jit.compile(Script));
#pragma warning restore RS0030

    /// <summary>
    /// One Adam step in place on every parameter. <paramref name="steps"/> holds the step count of each parameter
    /// as a scalar of its device. Gradients that are longer together than <paramref name="largest"/> are shortened where they lie; 0 leaves
    /// them. <paramref name="decouples"/> makes it AdamW.
    /// </summary>
    public static void Adam(
        Tensor[] parameters, Tensor[] gradients, Tensor[] means, Tensor[] squares, Tensor[] steps,
        double learningRate, double beta1, double beta2, double weightDecay, double epsilon, bool decouples, double largest)
    {
        // invoke() drops the scalars it converts itself before the native call: these live until after it.
        using Scalar rate = learningRate.ToScalar(), first = beta1.ToScalar(), second = beta2.ToScalar(), decay = weightDecay.ToScalar(),
            floor = epsilon.ToScalar(), isDecoupled = decouples.ToScalar(), longest = largest.ToScalar();
        using var guard = no_grad();
        using var count = (Tensor)Unit.Value.invoke(
            "adam", parameters, gradients, means, squares, steps, rate, first, second, decay, floor, isDecoupled, longest);
    }

    /// <summary>The gradient where the rectified activations are above 0, and 0 elsewhere, in one pass.</summary>
    public static Tensor RectifierGradient(Tensor gradient, Tensor rectified) => Invoke("rectifier_gradient", gradient, rectified);

    /// <summary>oneDNN's rows · weightᵀ, of float32 matrices on the CPU; not differentiable.</summary>
    public static Tensor Product(Tensor rows, Tensor weight) => Invoke("product", rows, weight);

    /// <summary>oneDNN's leftᵀ · right, of float32 matrices on the CPU; not differentiable.</summary>
    public static Tensor TransposedProduct(Tensor left, Tensor right) => Invoke("transposed_product", left, right);

    /// <summary>
    /// From ∂loss/∂(map ∗ weight), <c>[n, channels, height, width]</c>, to what is left for weight and bias,
    /// <c>[channels, inputs / groups, kernel, kernel]</c> and <c>[channels]</c>.
    /// </summary>
    public static (Tensor OfWeight, Tensor OfBias) ConvolutionGradients(
        Tensor delta, Tensor map, Tensor weight, int stride, int padding, int dilation, int groups)
    {
        using Scalar ofStride = stride.ToScalar(), ofPadding = padding.ToScalar(), ofDilation = dilation.ToScalar(),
            ofGroups = groups.ToScalar();
        var gradients = (Tensor[])Unit.Value.invoke(
            "convolution_gradients", delta, map, weight, ofStride, ofPadding, ofDilation, ofGroups);
        GC.KeepAlive(delta);
        GC.KeepAlive(map);
        GC.KeepAlive(weight);
        return (gradients[0], gradients[1]);
    }

    // invoke() hands over the tensors' handles, and a collection may free a tensor that nothing else holds while native code reads it.
    private static Tensor Invoke(string function, params Tensor[] arguments)
    {
        var result = (Tensor)Unit.Value.invoke(function, arguments);
        GC.KeepAlive(arguments);
        return result;
    }
}
