namespace ForwardForward.Tests;

/// <summary>
/// A test on a public dataset. It runs where <c>FORWARDFORWARD_DATA</c> names a folder that holds the dataset's folder, and is reported as
/// skipped, with the reason, everywhere else.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string dataset)
    {
        Dataset = dataset;
        if (Folder(dataset) is null)
            Skip = $"Needs the real {dataset}: set {Variable} to a folder that holds a folder '{dataset}'.";
    }

    public string Dataset { get; }

    private static string Variable => "FORWARDFORWARD_DATA";

    /// <summary>The folder of a dataset, or null where this machine does not have it.</summary>
    public static string? Folder(string dataset)
    {
        string? root = Environment.GetEnvironmentVariable(Variable);
        string? folder = string.IsNullOrWhiteSpace(root) ? null : Path.Combine(root, dataset);
        return Directory.Exists(folder) ? folder : null;
    }
}
