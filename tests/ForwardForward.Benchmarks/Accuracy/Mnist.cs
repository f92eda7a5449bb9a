using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;

namespace ForwardForward.Benchmarks.Accuracy;

/// <summary>MNIST's training images, where they are at hand.</summary>
internal static class Mnist
{
    private const string Variable = "FORWARDFORWARD_DATA";
    private const int ValidationImages = 5_000;

    /// <summary>The training images, and 5,000 of them split off to measure the accuracy on.</summary>
    /// <exception cref="CannotMeasureException">The images are not on this machine.</exception>
    public static (LabelledImages Kept, LabelledImages Part) Open()
    {
        string? root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(root) || !Directory.Exists(Path.Combine(root, "mnist")))
            throw new CannotMeasureException($"it needs MNIST. Set {Variable} to a folder that holds a folder 'mnist' with the four IDX files.");
        using ImageDataset mnist = ImageDatasets.MnistAsync().GetAwaiter().GetResult();
        return mnist.Train.SplitStratified(ValidationImages, seed: 0);
    }
}
