using System.Collections;

namespace ForwardForward;

/// <summary>A list whose elements are made when they are read.</summary>
internal sealed class ListOnDemand<T>(int count, Func<int, T> element) : IReadOnlyList<T>
{
    public int Count => count;

    public T this[int index] =>
        index >= 0 && index < count
            ? element(index)
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"The list has {count} elements.");

    public IEnumerator<T> GetEnumerator() => Enumerable.Range(0, count).Select(element).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
