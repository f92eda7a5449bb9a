using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>
/// What a dense layer does to its rows between two matrix products, each in one pass over memory: contiguous float32 rows on the CPU.
/// All others take the same steps in libtorch's operations, with the same results but for rounding.
/// </summary>
/// <remarks>Not differentiable: what records gradients goes through libtorch too.</remarks>
internal static class RowKernels
{
    /// <summary>‖row‖², <c>[rows]</c>.</summary>
    /// <param name="rows"><c>[rows, width]</c>.</param>
    /// <param name="from">The first value that counts.</param>
    public static Tensor SquaredLengths(Tensor rows, int from = 0)
    {
        if (!FusedWork.Takes(rows))
            return RowOperations.SquaredLengths(rows, from);
        Tensor lengths = TensorCreation.Empty([rows.shape[0]], float32, CPU);
        int width = (int)rows.shape[1];
        FusedWork.ForRows(rows.shape[0], width, (_, start, end) =>
        {
            ReadOnlySpan<float> read = FusedWork.Numbers(rows);
            Span<float> written = FusedWork.Numbers(lengths);
            for (int row = start; row < end; row++)
                written[row] = RowArithmetic.SquaredLength(read.Slice(row * width, width)[from..]);
        });
        return lengths;
    }

    /// <summary>Some of the samples, <c>[count, …]</c>, in an order, as layers see them, on the CPU.</summary>
    /// <param name="samples"><c>[n, …]</c>, float32 or bytes.</param>
    /// <param name="order">Which, <c>[count]</c>, int64, on the CPU.</param>
    /// <param name="by">What they are scaled by; null for nothing.</param>
    /// <param name="space">Where the result may lie.</param>
    public static Tensor Gather(Tensor samples, Tensor order, Standardisation? by, WorkSpace space)
    {
        bool areBytes = FusedWork.TakesBytes(samples);
        if (!areBytes && !FusedWork.Takes(samples))
            return Pixels.Read(samples.index_select(0, order.to(samples.device)), by, CPU);
        Tensor gathered = space.Borrow([order.size(0), .. samples.shape.AsSpan(1)]);
        int width = (int)(samples.NumberOfElements / samples.size(0));
        ReadOnlySpan<byte> read = samples.bytes;
        int size = read.Length / (int)samples.size(0);
        Standardisation.SpreadNumbers? scaling = by?.Spread(width);
        Span<float> written = FusedWork.Numbers(gathered);
        ReadOnlySpan<long> rows = MemoryMarshal.Cast<byte, long>(order.bytes);
        for (int row = 0; row < rows.Length; row++)
        {
            ReadOnlySpan<byte> sample = read.Slice((int)rows[row] * size, size);
            Span<float> place = written.Slice(row * width, width);
            if (areBytes)
                RowArithmetic.Shade(sample, place);
            else
                MemoryMarshal.Cast<byte, float>(sample).CopyTo(place);
            if (scaling is not null)
                RowArithmetic.Standardise(scaling.Means, scaling.Deviations, place);
        }
        GC.KeepAlive(samples);
        GC.KeepAlive(order);
        return gathered;
    }

    /// <summary>row · factor, <c>[rows, width]</c>.</summary>
    /// <param name="rows"><c>[rows, width]</c>.</param>
    /// <param name="factors"><c>[rows, 1]</c>.</param>
    /// <param name="space">Where the result may lie.</param>
    /// <param name="from">The first value that counts; those before become 0.</param>
    public static Tensor Scale(Tensor rows, Tensor factors, WorkSpace space, int from = 0)
    {
        if (!FusedWork.Takes(rows, factors))
            return RowOperations.Scale(rows, factors, from);
        Tensor scaled = space.Borrow(rows.shape);
        int width = (int)rows.shape[1];
        FusedWork.ForRows(rows.shape[0], width, (_, start, end) =>
        {
            ReadOnlySpan<float> read = FusedWork.Numbers(rows), factorOf = FusedWork.Numbers(factors);
            Span<float> written = FusedWork.Numbers(scaled);
            for (int row = start; row < end; row++)
            {
                Span<float> of = written.Slice(row * width, width);
                of[..from].Clear();
                RowArithmetic.Scale(read.Slice(row * width, width)[from..], factorOf[row], of[from..]);
            }
        });
        return scaled;
    }

    /// <summary>(row − mean) / (deviation + ε), <c>[rows, width]</c>, the deviation that of all values, √(1/n · Σ (x − mean)²).</summary>
    /// <param name="rows"><c>[rows, width]</c>.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="space">Where the result may lie.</param>
    public static Tensor Standardise(Tensor rows, double epsilon, WorkSpace space)
    {
        if (!FusedWork.Takes(rows))
            return RowOperations.Standardise(rows, epsilon);
        Tensor standardised = space.Borrow(rows.shape);
        int width = (int)rows.shape[1];
        FusedWork.ForRows(rows.shape[0], width, (_, start, end) =>
        {
            ReadOnlySpan<float> read = FusedWork.Numbers(rows);
            Span<float> written = FusedWork.Numbers(standardised);
            for (int row = start; row < end; row++)
                RowArithmetic.Standardise(read.Slice(row * width, width), (float)epsilon, written.Slice(row * width, width));
        });
        return standardised;
    }

    /// <summary>
    /// relu(product + bias + value · column of the label), and its squared length: <c>[blocks × n, units]</c> and <c>[blocks × n]</c>.
    /// </summary>
    /// <param name="product">The rows' products with the weight, <c>[n, units]</c>.</param>
    /// <param name="bias"><c>[units]</c>.</param>
    /// <param name="labels">Which labels the rows show; null where they show none: then there is one block.</param>
    /// <param name="space">Where the activations may lie.</param>
    public static (Tensor Activations, Tensor SquaredLengths) Rectify(
        Tensor product, Tensor bias, LabelColumns? labels, WorkSpace space)
    {
        long rows = CountRows(product, bias, labels);
        if (!FusedWork.Takes(product, bias) || rows * product.size(1) > FusedWork.MostValues)
            return RowOperations.Rectify(product, bias, labels);
        (int images, int units) = ((int)product.size(0), (int)product.size(1));
        Tensor activations = space.Borrow(rows, units), lengths = TensorCreation.Empty([rows], float32, CPU);
        FusedWork.ForRows(images, rows / images * units, (_, start, end) =>
        {
            ReadOnlySpan<float> products = FusedWork.Numbers(product), biases = FusedWork.Numbers(bias);
            Span<float> activated = FusedWork.Numbers(activations), written = FusedWork.Numbers(lengths);
            LabelReader shown = new(labels);
            for (int image = start; image < end; image++)
                for (int row = image; row < rows; row += images)
                    written[row] = RowArithmetic.Rectify(
                        products.Slice(image * units, units), biases, shown.Value(image), shown.Column(row, biases),
                        activated.Slice(row * units, units));
        });
        return (activations, lengths);
    }

    /// <summary>
    /// The squared lengths that <see cref="Rectify"/> gives, <c>[blocks × n]</c>, of activations that nothing else needs.
    /// </summary>
    /// <param name="product">The rows' products with the weight, <c>[n, units]</c>.</param>
    /// <param name="bias"><c>[units]</c>.</param>
    /// <param name="labels">Which labels the rows show; null where they show none: then there is one block.</param>
    public static Tensor RectifiedSquaredLengths(Tensor product, Tensor bias, LabelColumns? labels)
    {
        long rows = CountRows(product, bias, labels);
        if (!FusedWork.Takes(product, bias) || rows * product.size(1) > FusedWork.MostValues)
            return RowOperations.RectifiedSquaredLengths(product, bias, labels);
        (int images, int units) = ((int)product.size(0), (int)product.size(1));
        Tensor lengths = TensorCreation.Empty([rows], float32, CPU);
        FusedWork.ForRows(images, rows / images * units, (_, start, end) =>
        {
            ReadOnlySpan<float> products = FusedWork.Numbers(product), biases = FusedWork.Numbers(bias);
            Span<float> written = FusedWork.Numbers(lengths);
            LabelReader shown = new(labels);
            for (int image = start; image < end; image++)
                for (int row = image; row < rows; row += images)
                    written[row] = RowArithmetic.RectifiedSquaredLength(
                        products.Slice(image * units, units), biases, shown.Value(image), shown.Column(row, biases));
        });
        return lengths;
    }

    /// <summary>From ∂loss/∂activations to what is left for weight and bias.</summary>
    /// <param name="activations">What <see cref="Rectify"/> gave, <c>[blocks × n, units]</c>.</param>
    /// <param name="gradient">
    /// ∂loss/∂activations, <c>[blocks × n, units]</c>; or <c>[blocks × n]</c> where it is the activations times a number a row.
    /// </param>
    /// <param name="labels">Which labels the rows show; null where they show none.</param>
    /// <param name="space">Where the result may lie.</param>
    public static RowGradients GoBack(
        Tensor activations, Tensor gradient, LabelColumns? labels, WorkSpace space)
    {
        long rows = activations.shape[0], images = labels?.Values.shape[0] ?? rows;
        if (!FusedWork.Takes(activations, gradient))
            return RowOperations.GoBack(activations, gradient, labels, images);
        int units = (int)activations.shape[1], classes = (int)(labels?.Columns.shape[0] ?? 0);
        long width = rows / images * units;
        bool isFactor = gradient.ndim == 1;
        Tensor delta = space.Borrow(images, units);
        int parts = FusedWork.CountParts(images, width);
        Tensor ofBias = TensorCreation.Zeros([parts, units], float32, CPU);
        Tensor? ofColumns = labels is null ? null : TensorCreation.Zeros([parts, classes, units], float32, CPU);
        FusedWork.ForParts(images, parts, (part, start, end) =>
        {
            ReadOnlySpan<float> activated = FusedWork.Numbers(activations), slopes = FusedWork.Numbers(gradient);
            Span<float> deltas = FusedWork.Numbers(delta);
            Span<float> columns = ofColumns is null ? [] : FusedWork.Numbers(ofColumns).Slice(part * classes * units, classes * units);
            LabelReader shown = new(labels);
            for (int image = start; image < end; image++)
            {
                Span<float> sum = deltas.Slice(image * units, units);
                sum.Clear();
                for (int row = image; row < rows; row += (int)images)
                {
                    ReadOnlySpan<float> own = activated.Slice(row * units, units);
                    RowArithmetic.AddRectified(
                        own, isFactor ? own : slopes.Slice(row * units, units), isFactor ? slopes[row] : 1, sum, shown.Value(image),
                        ofColumns is null ? [] : columns.Slice(shown.Label(row) * units, units));
                }
                RowArithmetic.Add(sum, FusedWork.Numbers(ofBias).Slice(part * units, units));
            }
        });
        return new RowGradients(delta, ofBias.sum([0]), ofColumns?.sum([0]));
    }

    /// <summary>How many rows the products are of. A bias of other units ends here, not in native code.</summary>
    private static long CountRows(Tensor product, Tensor bias, LabelColumns? labels) => bias.NumberOfElements == product.size(1)
        ? labels?.Labels.size(0) ?? product.size(0)
        : throw new ArgumentException(
            $"bias must have a value for each of {product.size(1)} units, but is {Expect.Describe(bias)}.", nameof(bias));

    /// <summary>The label's pixel of rows, as the kernels read it.</summary>
    private readonly ref struct LabelReader
    {
        private readonly ReadOnlySpan<long> _labels;
        private readonly ReadOnlySpan<float> _values;
        private readonly ReadOnlySpan<float> _columns;
        private readonly int _units;

        public LabelReader(LabelColumns? labels)
        {
            if (labels is null)
                return;
            _labels = MemoryMarshal.Cast<byte, long>(labels.Labels.bytes);
            _values = FusedWork.Numbers(labels.Values);
            _columns = FusedWork.Numbers(labels.Columns);
            _units = (int)labels.Columns.size(1);
        }

        public float Value(int image) => _values.IsEmpty ? 0 : _values[image];

        public int Label(int row) => (int)_labels[row];

        public ReadOnlySpan<float> Column(int row, ReadOnlySpan<float> otherwise) =>
            _labels.IsEmpty ? otherwise : _columns.Slice(Label(row) * _units, _units);
    }
}
