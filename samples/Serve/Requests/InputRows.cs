namespace ForwardForward.Samples.Serve.Requests;

/// <summary>Images or vectors as a network takes them.</summary>
/// <param name="Values">One row after the other; pixels from 0 to 1.</param>
/// <param name="Count">How many rows.</param>
internal sealed record InputRows(float[] Values, int Count)
{
    /// <summary>All rows, one part after the other.</summary>
    public static InputRows Join(IReadOnlyList<InputRows> parts) =>
        parts.Count == 1 ? parts[0] : new InputRows([.. parts.SelectMany(part => part.Values)], parts.Sum(part => part.Count));
}
