using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

/// <summary>Images that say which row of the batch they are, so that a test can read from a negative whose image it shows.</summary>
/// <remarks>
/// Every pixel of row i is its mark, 10 · (i + 1): half-way mixes stay exact, noise of deviation 0.3 does not reach the next mark, and
/// no mark is the 0 of a masked pixel. The row's class is that of the batch's label.
/// </remarks>
internal static class MarkedImages
{
    private const float Step = 10;

    /// <summary>A batch with the classes 0, 1, …, C−1, 0, 1, … and images of 2 × 3 × 4 pixels.</summary>
    public static LabelledBatch Create(int images, int classes) => Create(arange(images, int64).remainder(classes));

    public static LabelledBatch Create(Tensor labels)
    {
        Tensor marks = (arange(labels.shape[0], float32) + 1) * Step;
        return new LabelledBatch(marks.view(-1, 1, 1, 1).expand(-1, 2, 3, 4).contiguous(), labels);
    }

    /// <summary>The rows of which each image shows at least one pixel.</summary>
    public static int[][] RowsShown(Tensor images) =>
        [.. Values(images).Chunk(24).Select(pixels => pixels.Select(RowOf).Where(row => row >= 0).Distinct().ToArray())];

    /// <summary>The two rows of which each image is the mean: its own, and the one that makes up the rest.</summary>
    public static int[][] RowsMixed(Tensor images) =>
        [.. Values(images).Chunk(24).Select((pixels, row) => new[] { row, RowOf((2 * pixels[0]) - ((row + 1) * Step)) })];

    private static int RowOf(float pixel) => (int)MathF.Round(pixel / Step) - 1;
}
