namespace ForwardForward.Benchmarks.Memory;

/// <summary>Whose memory is measured.</summary>
internal enum MemorySide
{
    /// <summary>The Forward-Forward network.</summary>
    ForwardForward,

    /// <summary>Its backprop twin.</summary>
    Backprop,

    /// <summary>The twin's layers written plainly, the gradients of micro-batches summed before each step.</summary>
    Accumulation,
}
