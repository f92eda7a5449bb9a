using ForwardForward.Data;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>A column of the table that a network learned from.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Categories">Its categories, a number of a vector each; null for a column of numbers.</param>
internal sealed record ModelColumn(string Name, IReadOnlyList<string>? Categories)
{
    public static ModelColumn Of(TableColumn column) => new(column.Name, column.IsNumeric ? null : [.. column.Categories]);
}
