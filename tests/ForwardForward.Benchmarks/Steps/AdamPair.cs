using ForwardForward.Benchmarks.Measuring;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>One optimizer step on the parameters of a 784×2000 layer: the fused kernel and TorchSharp's Adam.</summary>
internal static class AdamPair
{
    private const int Steps = 20;

    public static Pair Open()
    {
        using Generator generator = new(1UL);
        Tensor[] parameters = [randn([2000, 784], generator: generator), randn([2000], generator: generator)];
        Tensor[] gradients = [randn([2000, 784], generator: generator), randn([2000], generator: generator)];
        Parameter[] plainParameters = [.. parameters.Select(parameter => new Parameter(parameter.clone()))];
        for (int index = 0; index < gradients.Length; index++)
            plainParameters[index].grad = gradients[index];
        AdamOptimizer fused = new("the pair", [new("weight", parameters[0]), new("bias", parameters[1])], new AdamOptions());
        optim.Optimizer plain = optim.Adam(plainParameters);
        return Pair.OfSteps(Steps, () => Repeat(() => fused.Step(gradients, progress: 0)), () => Repeat(() => plain.step()), fused, plain);
    }

    private static void Repeat(Action step)
    {
        for (int count = 0; count < Steps; count++)
        {
            using DisposeScope scope = NewDisposeScope();
            step();
        }
    }
}
