using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Samples.Photographs;

/// <summary>Names the class of image files by a saved network.</summary>
internal static class Classification
{
    public static void Run(string path, IReadOnlyList<string> files)
    {
        using FFNetwork network = FFNetwork.Load(path);
        (ImageShape shape, ImageFit fit) = (network.Definition.Input, network.Definition.ImageFit ?? ImageFit.Crop);
        foreach (string file in files)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor sureness, Tensor label) = network.PredictProbabilities(ImageFile.Read(file, shape, fit)).max(1);
            Console.WriteLine(FormattableString.Invariant(
                $"{file}: {network.NameOf(label.item<long>())}, {100 * sureness.item<float>():F0} %"));
        }
    }
}
