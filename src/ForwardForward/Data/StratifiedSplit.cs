using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Chooses positions at random so that every class keeps its share.</summary>
internal static class StratifiedSplit
{
    /// <summary>Divides the positions 0 … n − 1; both results are ascending.</summary>
    /// <param name="labels">The class of each position.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="choose">How many of each class are in the part, from how many there are of each.</param>
    /// <param name="seed">Decides which.</param>
    public static (long[] Kept, long[] Part) Divide(ReadOnlySpan<long> labels, int classes, Func<int[], int[]> choose, long seed)
    {
        List<int>[] members = [.. Enumerable.Range(0, classes).Select(_ => new List<int>())];
        for (int index = 0; index < labels.Length; index++)
            members[labels[index]].Add(index);

        int[] quotas = choose([.. members.Select(list => list.Count)]);
        var random = new SplitMix64(seed);
        var chosen = new bool[labels.Length];
        for (int label = 0; label < classes; label++)
        {
            List<int> list = members[label];
            for (int drawn = 0; drawn < quotas[label]; drawn++)
            {
                int other = drawn + random.NextInt(list.Count - drawn);
                (list[drawn], list[other]) = (list[other], list[drawn]);
                chosen[list[drawn]] = true;
            }
        }

        long[] all = [.. Enumerable.Range(0, labels.Length).Select(index => (long)index)];
        return (Array.FindAll(all, index => !chosen[index]), Array.FindAll(all, index => chosen[index]));
    }

    /// <summary>Divides so that the part has a number of positions in all, every class by its share.</summary>
    public static (long[] Kept, long[] Part) Divide(ReadOnlySpan<long> labels, int classes, int count, long seed) =>
        Divide(labels, classes, sizes => Quotas(sizes, count), seed);

    /// <summary>
    /// Divides by a fraction so that every class has one position at least in the part, and so many in the rest. Each must have as many.
    /// </summary>
    public static (long[] Kept, long[] Part) DivideInAll(
        ReadOnlySpan<long> labels, int classes, double fraction, long seed, int leastKept = 1)
    {
        int count = (int)Math.Round(labels.Length * fraction);
        return Divide(
            labels, classes, sizes => [.. Quotas(sizes, count).Zip(sizes, (quota, size) => Math.Clamp(quota, 1, size - leastKept))], seed);
    }

    /// <summary>
    /// Largest-remainder shares of <paramref name="count"/>, proportional to the class sizes; ties go to the lower class.
    /// </summary>
    public static int[] Quotas(int[] sizes, int count)
    {
        long total = sizes.Sum(size => (long)size);
        int[] quotas = [.. sizes.Select(size => (int)(size * (long)count / total))];
        int missing = count - quotas.Sum();
        IEnumerable<int> byRemainder = Enumerable.Range(0, sizes.Length).OrderByDescending(label => sizes[label] * (long)count % total);
        foreach (int label in byRemainder.Take(missing))
            quotas[label]++;
        return quotas;
    }
}
