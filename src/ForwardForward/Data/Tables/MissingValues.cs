namespace ForwardForward.Data;

/// <summary>What a table makes of rows in which a value is missing.</summary>
public enum MissingValues
{
    /// <summary>A missing value is an error that names its line and its column.</summary>
    Refuse,

    /// <summary>
    /// A missing number becomes the mean of its column, a missing category the share of each category, both measured on the training part.
    /// The network keeps these numbers, so that it takes rows with missing values too.
    /// </summary>
    Mean,

    /// <summary>Rows with a missing value are left out, of every part. The network takes whole rows alone.</summary>
    Drop,
}
