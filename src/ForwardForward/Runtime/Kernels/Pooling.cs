namespace ForwardForward.Runtime;

/// <summary>How the places of a map's squares become one.</summary>
/// <param name="Side">Of a square; 1 leaves the map as it is.</param>
/// <param name="IsMaximum">Whether the largest counts, instead of the mean.</param>
internal readonly record struct Pooling(int Side, bool IsMaximum)
{
    /// <summary>The share of a place in the mean of its square.</summary>
    public float Share => 1f / (Side * Side);
}
