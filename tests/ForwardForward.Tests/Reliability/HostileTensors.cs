using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Tensors that somebody may hand in where another was meant: every shape that is right somewhere, and what is right nowhere.
/// </summary>
/// <remarks>The right ones are 4 images of <see cref="SyntheticImages.Shape"/>, 4 rows, 4 numbers and 4 labels of 3 classes.</remarks>
internal static class HostileTensors
{
    private static readonly Device Meta = new(TorchSharp.DeviceType.META);

    /// <summary>Those that are tried two at a time: shapes, mostly.</summary>
    public static IReadOnlyList<HostileArgument> Pairs { get; } =
    [
        new("4 images", () => Real(4, 1, 6, 6)),
        new("4 rows", () => Real(4, 36)),
        new("4 scores", () => Real(4, 3)),
        new("4 numbers", () => Real(4)),
        new("4 labels", () => tensor([0L, 1, 2, 0])),
        new("null", () => null),
        new("one image", () => Real(1, 1, 6, 6)),
        new("no images", () => Real(0, 1, 6, 6)),
        new("rows of nothing", () => Real(4, 0)),
        new("a column", () => Real(4, 1)),
        new("3 scores", () => Real(3, 3)),
        new("3 numbers", () => Real(3)),
        new("8 numbers", () => Real(8)),
        new("no numbers", () => Real(0)),
        new("a number", () => Real()),
        new("labels too large", () => tensor([0L, 1, 2, 9])),
        new("labels below 0", () => tensor([0L, -1, 2, 0])),
        new("no labels", () => empty([0], int64)),
        new("labels as a column", () => zeros([4, 1], int64)),
        new("labels as int32", () => zeros([4], int32)),
        new("double numbers", () => Real(4).to(float64)),
        new("numbers without memory", () => empty([4], float32, Meta)),
        new("labels without memory", () => empty([4], int64, Meta)),
    ];

    public static IReadOnlyList<HostileArgument> All { get; } =
    [
        .. Pairs,
        new("disposed", Disposed),
        new("smaller images", () => Real(4, 1, 5, 5)),
        new("images of no size", () => Real(4, 1, 0, 0)),
        new("colour images", () => Real(4, 3, 6, 6)),
        new("images without channels", () => Real(4, 6, 6)),
        new("five dimensions", () => Real(4, 1, 1, 6, 6)),
        new("3 images", () => Real(3, 1, 6, 6)),
        new("wider rows", () => Real(4, 37)),
        new("one row", () => Real(1, 36)),
        new("no rows", () => Real(0, 36)),
        new("the largest label", () => tensor([0L, 1, 2, long.MaxValue])),
        new("3 labels", () => tensor([0L, 1, 2])),
        new("8 labels", () => tensor([0L, 1, 2, 0, 0, 1, 2, 0])),
        new("labels of one class", () => zeros([4], int64)),
        new("labels as images", () => zeros([4, 1, 6, 6], int64)),
        new("double images", () => Real(4, 1, 6, 6).to(float64)),
        new("half images", () => Real(4, 1, 6, 6).to(float16)),
        new("bfloat16 images", () => Real(4, 1, 6, 6).to(bfloat16)),
        new("byte images", () => zeros([4, 1, 6, 6], uint8)),
        new("boolean images", () => zeros([4, 1, 6, 6], @bool)),
        new("complex images", () => zeros([4, 1, 6, 6], complex64)),
        new("complex numbers", () => zeros([4], complex64)),
        new("images of NaN", () => full([4, 1, 6, 6], float.NaN)),
        new("images of infinity", () => full([4, 1, 6, 6], float.PositiveInfinity)),
        new("rows of NaN", () => full([4, 36], float.NaN)),
        new("scores of infinity", () => full([4, 3], float.NegativeInfinity)),
        new("numbers of NaN", () => full([4], float.NaN)),
        new("images without memory", () => empty([4, 1, 6, 6], float32, Meta)),
        new("rows without memory", () => empty([4, 36], float32, Meta)),
        new("recording images", () => Real(4, 1, 6, 6).requires_grad_()),
        new("images that lie crosswise", () => Real(4, 1, 6, 6).transpose(2, 3)),
        new("one image, expanded", () => Real(1, 1, 6, 6).expand(4, 1, 6, 6)),
        new("sparse rows", () => Real(4, 36).to_sparse()),
    ];

    private static Tensor Real(params long[] shape) => Tensors.Random(1, shape);

    private static Tensor Disposed()
    {
        Tensor tensor = Real(4, 1, 6, 6);
        tensor.Dispose();
        return tensor;
    }
}
