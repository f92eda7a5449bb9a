using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ForwardForward.Runtime;

/// <summary>Arithmetic on the channels of one place of a map, by the processor's vectors. All spans of a call are of one length.</summary>
internal static class MapArithmetic
{
    /// <summary>sum += share · relu(place). NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRectified(Span<float> sum, ReadOnlySpan<float> place, float share)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(place);
        for (int index = 0; index < sums.Length; index++)
            sums[index] += Vector.Max(values[index], Vector<float>.Zero) * share;
        for (int index = sums.Length * Vector<float>.Count; index < sum.Length; index++)
            sum[index] += MathF.Max(place[index], 0) * share;
    }

    /// <summary>largest = max(largest, place). NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Raise(Span<float> largest, ReadOnlySpan<float> place)
    {
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(largest);
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(place);
        for (int index = 0; index < results.Length; index++)
            results[index] = Vector.Max(results[index], values[index]);
        for (int index = results.Length * Vector<float>.Count; index < largest.Length; index++)
            largest[index] = MathF.Max(largest[index], place[index]);
    }

    /// <summary>place = slope · share where the place is above 0, and 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HandToRectified(Span<float> place, ReadOnlySpan<float> slope, float share)
    {
        Span<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(place);
        ReadOnlySpan<Vector<float>> slopes = MemoryMarshal.Cast<float, Vector<float>>(slope);
        for (int index = 0; index < values.Length; index++)
            values[index] = Vector.ConditionalSelect(
                Vector.GreaterThan(values[index], Vector<float>.Zero), slopes[index] * share, Vector<float>.Zero);
        for (int index = values.Length * Vector<float>.Count; index < place.Length; index++)
            place[index] = place[index] > 0 ? slope[index] * share : 0;
    }

    /// <summary>
    /// place = what remains of the slope where the place is the largest of its square and above 0, and 0 elsewhere; what is handed over
    /// remains no more, so of equal places the first has it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HandToLargest(Span<float> place, ReadOnlySpan<float> largest, Span<float> remaining)
    {
        Span<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(place),
            slopes = MemoryMarshal.Cast<float, Vector<float>>(remaining);
        ReadOnlySpan<Vector<float>> tops = MemoryMarshal.Cast<float, Vector<float>>(largest);
        for (int index = 0; index < values.Length; index++)
        {
            Vector<int> isLargest = Vector.BitwiseAnd(
                Vector.Equals(values[index], tops[index]), Vector.GreaterThan(values[index], Vector<float>.Zero));
            values[index] = Vector.ConditionalSelect(isLargest, slopes[index], Vector<float>.Zero);
            slopes[index] = Vector.ConditionalSelect(isLargest, Vector<float>.Zero, slopes[index]);
        }
        for (int index = values.Length * Vector<float>.Count; index < place.Length; index++)
        {
            bool isLargest = place[index] > 0 && place[index] == largest[index];
            place[index] = isLargest ? remaining[index] : 0;
            remaining[index] = isLargest ? 0 : remaining[index];
        }
    }

    /// <summary>sum += (place − mean)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSquaredDistance(Span<float> sum, ReadOnlySpan<float> place, ReadOnlySpan<float> mean)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(place),
            means = MemoryMarshal.Cast<float, Vector<float>>(mean);
        for (int index = 0; index < sums.Length; index++)
        {
            Vector<float> distance = values[index] - means[index];
            sums[index] += distance * distance;
        }
        for (int index = sums.Length * Vector<float>.Count; index < sum.Length; index++)
        {
            float distance = place[index] - mean[index];
            sum[index] += distance * distance;
        }
    }

    /// <summary>From the sums of channels over so many places to the mean of each channel's group.</summary>
    public static void ShareMeans(Span<float> sums, int groups, int places)
    {
        int size = sums.Length / groups;
        for (int first = 0; first < sums.Length; first += size)
        {
            Span<float> group = sums.Slice(first, size);
            double sum = 0;
            foreach (float ofChannel in group)
                sum += ofChannel;
            group.Fill((float)(sum / ((double)size * places)));
        }
    }
}
