namespace ForwardForward.Data;

/// <summary>What the cells of a column are.</summary>
internal enum ColumnKind
{
    /// <summary>What the first of them turns out to be.</summary>
    Found,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Categories.</summary>
    Category,
}
