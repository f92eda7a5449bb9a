using ForwardForward.Layers;
using ForwardForward.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks;

/// <summary>What is measured.</summary>
internal static class Pairs
{
    private const int Batch = 128;

    public static IEnumerable<Pair> All()
    {
        yield return StepAgainstTheStudy();
        yield return FusedAdam();
    }

    /// <summary>One training step of 784-500-500 on a batch that is already embedded: this library's defaults, and the study's loop written plainly.</summary>
    private static Pair StepAgainstTheStudy()
    {
        FFNetwork network = new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10).AddDense(500).AddDense(500).Build();
        StudyLayer[] study = [new(784, 500), new(500, 500)];
        using Generator generator = new(1UL);
        Tensor positive = rand([Batch, 784], generator: generator), negative = rand([Batch, 784], generator: generator);
        Tensor stacked = cat([positive, negative], 0), labels = zeros([2 * Batch], int64);

        return new Pair("ff-vs-study", 0.50, Ours, Study);

        void Ours()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor input = stacked;
            foreach (LocalLayer layer in network.Layers)
                input = layer.Learn(input, new LearningContext { Labels = labels, Positives = Batch, Progress = 0 }).Activations;
        }

        void Study()
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor Positive, Tensor Negative) input = (positive, negative);
            foreach (StudyLayer layer in study)
                input = layer.Learn(input.Positive, input.Negative);
        }
    }

    /// <summary>One optimizer step on the parameters of a 784×2000 layer.</summary>
    private static Pair FusedAdam()
    {
        using Generator generator = new(2UL);
        Tensor[] parameters = [randn([2000, 784], generator: generator), randn([2000], generator: generator)];
        Tensor[] gradients = [randn([2000, 784], generator: generator), randn([2000], generator: generator)];
        Parameter[] plainParameters = [.. parameters.Select(parameter => new Parameter(parameter.clone()))];
        for (int index = 0; index < gradients.Length; index++)
            plainParameters[index].grad = gradients[index];
        AdamOptimizer fused = new(parameters, new AdamOptions());
        optim.Optimizer plain = optim.Adam(plainParameters);
        return new Pair("fused-adam", 0.35, () => fused.Step(gradients, progress: 0), () => plain.step());
    }
}
