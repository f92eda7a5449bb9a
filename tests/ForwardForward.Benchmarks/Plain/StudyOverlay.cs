using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Plain;

/// <summary>The study's label overlay, written as its code does.</summary>
internal static class StudyOverlay
{
    /// <summary>A copy of flat images whose first ten pixels are 0, but for that of the label, which is the largest pixel of all.</summary>
    public static Tensor Write(Tensor images, Tensor labels)
    {
        Tensor shown = images.clone();
        shown.narrow(1, 0, 10).zero_();
        shown.index_put_(images.max(), arange(images.shape[0]), labels);
        return shown;
    }

    /// <summary>Labels that are not the true ones, evenly drawn.</summary>
    public static Tensor WrongLabels(Tensor labels) => (labels + randint_like(labels, 1, 10)).remainder(10);
}
