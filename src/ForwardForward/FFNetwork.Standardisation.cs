using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>What images are scaled by.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// What images are scaled by before the layers see them, in the definition too; null where layers see them as they are. You may set it
    /// again, such as for a network that continues to learn from another dataset with other numbers. Labelled images with a
    /// standardisation of their own are scaled by that one, whatever you set here.
    /// </summary>
    /// <value>As <c>WithDataset</c> or <c>WithStandardisation</c> has it, by default null.</value>
    /// <exception cref="ArgumentException">It does not fit the network's images.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network is being trained: what it has learned from images that are scaled otherwise would be of no use.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public Standardisation? Standardisation
    {
        get => Definition.Standardisation;
        set
        {
            using Lifetime.Use changing = Lifetime.EnterToChange("another Standardisation");
            Definition = value?.FindProblem(Definition.Input.Channels, Definition.Input.Height, Definition.Input.Width) is { } problem
                ? throw new ArgumentException(problem, nameof(value))
                : Definition with { Standardisation = value };
        }
    }

    /// <summary>Images as the layers see them, in a new tensor, <c>[n, channels, height, width]</c>.</summary>
    internal Tensor Read(Tensor images)
    {
        using Tensor shaped = Definition.Input.View(images);
        return Pixels.Read(shaped, Definition.ScalingOf(images), Device);
    }
}
