using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Chooses positions at random so that every class keeps its share.</summary>
internal static class StratifiedSplit
{
    /// <summary>Divides the positions 0 … n − 1; both results are ascending.</summary>
    public static (long[] Kept, long[] Part) Divide(ReadOnlySpan<long> labels, int classes, int count, long seed)
    {
        var members = new List<int>[classes];
        for (int label = 0; label < classes; label++)
            members[label] = [];
        for (int index = 0; index < labels.Length; index++)
            members[labels[index]].Add(index);

        int[] quotas = Quotas([.. members.Select(list => list.Count)], count);
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
