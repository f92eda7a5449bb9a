namespace ForwardForward.Extensibility;

/// <summary>Shapes of samples, as layers state them.</summary>
public static class Shapes
{
    /// <summary>The number of values in a sample.</summary>
    /// <param name="shape">The shape of one sample, without the batch.</param>
    /// <returns>The product of the lengths; 1 for an empty shape.</returns>
    public static long Size(this IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Aggregate(1L, (size, length) => size * length);
    }
}
