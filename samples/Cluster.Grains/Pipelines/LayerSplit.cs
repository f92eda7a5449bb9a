namespace ForwardForward.Samples.Cluster;

/// <summary>Divides the layers of a network into segments, so that the segment with the most work has as little as can be.</summary>
public static class LayerSplit
{
    /// <summary>Divides the layers.</summary>
    /// <param name="work">The work of each layer, such as its floating-point operations.</param>
    /// <param name="segments">How many segments, from 1 to the number of layers.</param>
    /// <returns>The layers of each segment, from the first on.</returns>
    /// <exception cref="ClusterException">There are more segments than layers, or none.</exception>
    public static IReadOnlyList<Range> Divide(IReadOnlyList<double> work, int segments)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (segments < 1 || segments > work.Count)
            throw new ClusterException(
                $"{work.Count} layers can be divided into 1 to {work.Count} segments, and {segments} were asked for.");
        // Every sum of neighbours may be the most work of a segment: take the smallest that suffices.
        double[] limits = [.. from first in Enumerable.Range(0, work.Count)
                              from count in Enumerable.Range(1, work.Count - first)
                              select Sum(work, first, count)];
        return limits.Order().Select(limit => TryDivide(work, segments, limit)).First(divided => divided is not null)!;
    }

    /// <summary>Fills segment after segment up to the limit, and leaves at least a layer for each that follows.</summary>
    private static List<Range>? TryDivide(IReadOnlyList<double> work, int segments, double limit)
    {
        List<Range> divided = [];
        int first = 0;
        for (int left = segments; left > 0; left--)
        {
            int end = first + 1;
            while (end <= work.Count - left && Sum(work, first, end + 1 - first) <= limit)
                end++;
            if (Sum(work, first, end - first) > limit)
                return null;
            divided.Add(first..end);
            first = end;
        }
        return first == work.Count ? divided : null;
    }

    private static double Sum(IReadOnlyList<double> work, int first, int count) => work.Skip(first).Take(count).Sum();
}
