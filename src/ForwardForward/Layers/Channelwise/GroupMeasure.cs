namespace ForwardForward;

/// <summary>What a group of units says of its class.</summary>
internal enum GroupMeasure
{
    /// <summary>The mean of the squares.</summary>
    MeanSquare,

    /// <summary>The mean.</summary>
    Mean,
}
