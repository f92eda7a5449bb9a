using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>Images whose values are too large to compute with.</content>
public sealed partial class FFNetwork
{
    private const double LargestLength = 1e18; // Its square is far from float32's largest number, 3.4e38.

    /// <summary>
    /// Throws for an image that holds NaN or infinity, or that float32 cannot square: what the layers make of it would be zeros or NaN.
    /// </summary>
    private void CheckMagnitudes(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        double length = Expect.InMemory(images).flatten().norm().item<float>();
        if (Definition.Standardisation is { } by)
            length = (length + (Math.Sqrt(images.numel()) * by.Means.Max(Math.Abs))) / by.Deviations.Min();
        if (length < LargestLength)
            return; // One pass, which finds NaN and infinity too. All images together may be too long where each is not, so look closer.
        LabelledImagesGuard.CheckFinite(images);
        Tensor rows = Read(images).flatten(1);
        int index = IndexOfNonFinite((rows * rows).sum([1]));
        if (index < 0)
            return;
        Tensor row = rows[index].abs();
        string where = Definition.Table is { } table
            ? $"Row {index}, column {Excerpt.Quote(ColumnOf(table, row.argmax().item<long>()))}, has a value"
            : $"Image {index} has values";
        throw new ArgumentException(
            FormattableString.Invariant($"{where} as large as {row.max().item<float>():G3} once scaled, whose square float32 cannot hold. ")
                + "Correct it, or give it in the unit that the network learned.",
            nameof(images));
    }

    /// <summary>Gives the scores back, <c>[n, classes]</c>, where they are numbers.</summary>
    /// <exception cref="ArgumentException">Those of an image are NaN or infinite.</exception>
    private static Tensor Finite(Tensor scores, Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        if (scores.device_type == DeviceType.META || float.IsFinite(scores.sum([0, 1]).item<float>()))
            return scores;
        int index = IndexOfNonFinite(scores.sum([1]));
        if (index < 0)
            return scores;
        float largest = Pixels.AsRead(images)[index].abs().max().item<float>();
        throw new ArgumentException(
            FormattableString.Invariant(
                $"The scores of image {index} are no finite numbers: its values, up to {largest:G3}, are too large for the layers. ")
                + "Give it in the range of the training images.",
            nameof(images));
    }

    private static int IndexOfNonFinite(Tensor values) => values.isfinite().cpu().data<bool>().ToArray().AsSpan().IndexOf(false);

    private static string ColumnOf(TableEncoding table, long feature)
    {
        foreach (TableColumn column in table.Columns)
        {
            if (feature < column.Features)
                return column.Name;
            feature -= column.Features;
        }
        return string.Empty;
    }
}
