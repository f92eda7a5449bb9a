using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>
/// A tiny learnable set for tests of mechanics: each class has its own random image, and every sample is that image with noise.
/// </summary>
internal static class SyntheticImages
{
    public static readonly ImageShape Shape = new(1, 6, 6);

    public static LabelledImages Create(int count, int classes = 3, long seed = 1)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using Generator prototypesGenerator = new(99UL);
        using Generator generator = new((ulong)seed);
        Tensor prototypes = rand([classes, Shape.Size], float32, CPU, generator: prototypesGenerator);
        Tensor labels = arange(count, int64, CPU).remainder(classes);
        Tensor noise = randn([count, Shape.Size], float32, CPU, generator: generator) * 0.3;
        return new LabelledImages((prototypes.index_select(0, labels) + noise).view(count, 1, 6, 6), labels, classes);
    }

    public static FFNetworkBuilder Network(long seed = 1) =>
        new FFNetworkBuilder().WithInput(Shape).WithClasses(3).WithSeed(seed).AddDense(32).AddDense(24);

    public static double Accuracy(FFNetwork network, LabelledImages data) =>
        network.Predict(data.Images).eq(data.Labels).to(float64).mean().ToDouble();
}
