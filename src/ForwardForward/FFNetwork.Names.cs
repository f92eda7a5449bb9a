using System.Globalization;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>What classes are called.</content>
public sealed partial class FFNetwork
{
    /// <summary>What a class is called: its name, or its number where the network has no names.</summary>
    /// <param name="label">The class, from 0 to the number of classes − 1.</param>
    /// <returns>The name, such as "cat" or "3".</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public string NameOf(long label)
    {
        if (label < 0 || label >= Definition.Classes)
            throw new ArgumentOutOfRangeException(
                nameof(label), label, $"The network has {Definition.Classes} classes: labels run from 0 to {Definition.Classes - 1}.");
        return Definition.ClassNames?[(int)label] ?? label.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What the most plausible class of each image is called, as <see cref="Predict"/> finds it.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes (read as value / 255), on any device.</param>
    /// <returns>A name for each image, as <see cref="NameOf"/> has it.</returns>
    /// <exception cref="ArgumentException">The images do not have the network's input shape.</exception>
    public IReadOnlyList<string> PredictNames(Tensor images)
    {
        using Tensor labels = Predict(images), here = labels.cpu();
        return [.. here.data<long>().Select(NameOf)];
    }
}
