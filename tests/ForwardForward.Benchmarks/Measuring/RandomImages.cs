using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Measuring;

/// <summary>Noise with labels, of MNIST's shape: a step takes as long on it as on digits.</summary>
internal static class RandomImages
{
    public const int Classes = 10;
    public const int Pixels = 784;

    public static LabelledImages Create(int count, int classes = Classes) => Create(new ImageShape(1, 28, 28), count, CPU, classes);

    public static LabelledImages Create(ImageShape shape, int count, torch.Device device, int classes = Classes)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(1UL);
        return new LabelledImages(
            rand([count, shape.Channels, shape.Height, shape.Width], generator: generator).to(device),
            randint(0, classes, [count], dtype: int64, generator: generator), classes);
    }

    /// <summary>A builder of networks for such images.</summary>
    public static FFNetworkBuilder Network() => new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(Classes);
}
