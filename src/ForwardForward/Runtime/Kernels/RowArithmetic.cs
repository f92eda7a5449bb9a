using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ForwardForward.Runtime;

/// <summary>Arithmetic on one row, by the processor's vectors. All spans of a call are of one length.</summary>
/// <remarks>
/// Each member is a loop over whole vectors, and then over the values that do not fill one; compiled well at once, for the runtime's
/// first, quick compilation makes vectors slow.
/// </remarks>
internal static class RowArithmetic
{
    private const float LeastSquare = 1e-37f;

    /// <summary>Σ x².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SquaredLength(ReadOnlySpan<float> row)
    {
        ReadOnlySpan<Vector<float>> vectors = Vectors(row);
        Vector<float> sums = Vector<float>.Zero;
        foreach (Vector<float> values in vectors)
            sums += values * values;
        float sum = Vector.Sum(sums);
        foreach (float value in Rest(row))
            sum += value * value;
        return sum;
    }

    /// <summary>What bytes stand for, as <see cref="Pixels.AsRead"/> has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Shade(ReadOnlySpan<byte> row, Span<float> shades)
    {
        ReadOnlySpan<Vector<byte>> vectors = MemoryMarshal.Cast<byte, Vector<byte>>(row);
        Span<Vector<float>> results = Vectors(shades);
        for (int index = 0; index < vectors.Length; index++)
        {
            Vector.Widen(vectors[index], out Vector<ushort> first, out Vector<ushort> second);
            Shade(first, results[(4 * index)..]);
            Shade(second, results[((4 * index) + 2)..]);
        }
        for (int index = vectors.Length * Vector<byte>.Count; index < row.Length; index++)
            shades[index] = row[index] / Pixels.Brightest;
    }

    /// <summary>row = (row − means) / deviations, value by value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Standardise(ReadOnlySpan<float> means, ReadOnlySpan<float> deviations, Span<float> row)
    {
        ReadOnlySpan<Vector<float>> meanVectors = Vectors(means), deviationVectors = Vectors(deviations);
        Span<Vector<float>> vectors = Vectors(row);
        for (int index = 0; index < vectors.Length; index++)
            vectors[index] = (vectors[index] - meanVectors[index]) / deviationVectors[index];
        for (int index = Whole(row.Length); index < row.Length; index++)
            row[index] = (row[index] - means[index]) / deviations[index];
    }

    /// <summary>scaled = row · factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(ReadOnlySpan<float> row, float factor, Span<float> scaled)
    {
        ReadOnlySpan<Vector<float>> vectors = Vectors(row);
        Span<Vector<float>> results = Vectors(scaled);
        for (int index = 0; index < vectors.Length; index++)
            results[index] = vectors[index] * factor;
        for (int index = Whole(row.Length); index < row.Length; index++)
            scaled[index] = row[index] * factor;
    }

    /// <summary>sum += row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> row, Span<float> sum)
    {
        ReadOnlySpan<Vector<float>> vectors = Vectors(row);
        Span<Vector<float>> sums = Vectors(sum);
        for (int index = 0; index < vectors.Length; index++)
            sums[index] += vectors[index];
        for (int index = Whole(row.Length); index < row.Length; index++)
            sum[index] += row[index];
    }

    /// <summary>standardised = (row − mean) / (deviation + ε).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Standardise(ReadOnlySpan<float> row, float epsilon, Span<float> standardised)
    {
        float mean = Sum(row) / row.Length;
        ReadOnlySpan<Vector<float>> vectors = Vectors(row);
        Vector<float> means = new(mean), sums = Vector<float>.Zero;
        foreach (Vector<float> values in vectors)
            sums += (values - means) * (values - means);
        float sum = Vector.Sum(sums);
        foreach (float value in Rest(row))
            sum += (value - mean) * (value - mean);

        float factor = 1 / (MathF.Sqrt(MathF.Max(sum / row.Length, LeastSquare)) + epsilon);
        Span<Vector<float>> results = Vectors(standardised);
        for (int index = 0; index < vectors.Length; index++)
            results[index] = (vectors[index] - means) * factor;
        for (int index = Whole(row.Length); index < row.Length; index++)
            standardised[index] = (row[index] - mean) * factor;
    }

    /// <summary>rectified = relu(product + bias + value · column); gives its squared length. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Rectify(
        ReadOnlySpan<float> product, ReadOnlySpan<float> bias, float value, ReadOnlySpan<float> column, Span<float> rectified)
    {
        ReadOnlySpan<Vector<float>> products = Vectors(product), biases = Vectors(bias), columns = Vectors(column);
        Span<Vector<float>> results = Vectors(rectified);
        Vector<float> sums = Vector<float>.Zero;
        for (int index = 0; index < results.Length; index++)
        {
            Vector<float> response = Rectified(products[index] + biases[index] + (columns[index] * value));
            results[index] = response;
            sums += response * response;
        }
        float sum = Vector.Sum(sums);
        for (int index = Whole(product.Length); index < product.Length; index++)
        {
            float response = Rectified(product[index] + bias[index] + (column[index] * value));
            rectified[index] = response;
            sum += response * response;
        }
        return sum;
    }

    /// <summary>The squared length of relu(product + bias + value · column). NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float RectifiedSquaredLength(
        ReadOnlySpan<float> product, ReadOnlySpan<float> bias, float value, ReadOnlySpan<float> column)
    {
        ReadOnlySpan<Vector<float>> products = Vectors(product), biases = Vectors(bias), columns = Vectors(column);
        Vector<float> sums = Vector<float>.Zero;
        for (int index = 0; index < products.Length; index++)
        {
            Vector<float> response = Rectified(products[index] + biases[index] + (columns[index] * value));
            sums += response * response;
        }
        float sum = Vector.Sum(sums);
        for (int index = Whole(product.Length); index < product.Length; index++)
        {
            float response = Rectified(product[index] + bias[index] + (column[index] * value));
            sum += response * response;
        }
        return sum;
    }

    /// <summary>
    /// With δ = slope · factor where the rectified value is above 0, and 0 elsewhere: sum += δ, and column += value · δ,
    /// unless the column is empty.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRectified(
        ReadOnlySpan<float> rectified, ReadOnlySpan<float> slope, float factor, Span<float> sum, float value, Span<float> column)
    {
        ReadOnlySpan<Vector<float>> values = Vectors(rectified), slopes = Vectors(slope);
        Span<Vector<float>> sums = Vectors(sum), columns = Vectors(column);
        for (int index = 0; index < sums.Length; index++)
        {
            Vector<float> delta = Vector.ConditionalSelect(
                Vector.LessThanOrEqual(values[index], Vector<float>.Zero), Vector<float>.Zero, slopes[index] * factor);
            sums[index] += delta;
            if (!columns.IsEmpty)
                columns[index] += delta * value;
        }
        for (int index = Whole(sum.Length); index < sum.Length; index++)
        {
            float delta = rectified[index] <= 0 ? 0 : slope[index] * factor;
            sum[index] += delta;
            if (!column.IsEmpty)
                column[index] += delta * value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(ReadOnlySpan<float> row)
    {
        Vector<float> sums = Vector<float>.Zero;
        foreach (Vector<float> values in Vectors(row))
            sums += values;
        float sum = Vector.Sum(sums);
        foreach (float value in Rest(row))
            sum += value;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shade(Vector<ushort> values, Span<Vector<float>> shades)
    {
        Vector.Widen(values, out Vector<uint> first, out Vector<uint> second);
        shades[0] = Vector.ConvertToSingle(Vector.AsVectorInt32(first)) / new Vector<float>(Pixels.Brightest);
        shades[1] = Vector.ConvertToSingle(Vector.AsVectorInt32(second)) / new Vector<float>(Pixels.Brightest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Rectified(Vector<float> response) =>
        Vector.ConditionalSelect(Vector.LessThanOrEqual(response, Vector<float>.Zero), Vector<float>.Zero, response);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Rectified(float response) => response <= 0 ? 0 : response;

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> row) => MemoryMarshal.Cast<float, Vector<float>>(row);

    private static Span<Vector<float>> Vectors(Span<float> row) => MemoryMarshal.Cast<float, Vector<float>>(row);

    private static ReadOnlySpan<float> Rest(ReadOnlySpan<float> row) => row[Whole(row.Length)..];

    /// <summary>How many values of a row fill whole vectors.</summary>
    private static int Whole(int length) => length - (length % Vector<float>.Count);
}
