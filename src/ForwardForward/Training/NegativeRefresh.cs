namespace ForwardForward;

/// <summary>When negatives are drawn.</summary>
public enum NegativeRefresh
{
    /// <summary>Anew for every batch.</summary>
    EveryBatch,

    /// <summary>Once for the whole training set, before the first batch.</summary>
    Once,
}
