using System.Globalization;
using ForwardForward.Data;

namespace ForwardForward.Samples.Cluster;

/// <summary>What datasets are called in the cluster: "mnist", or "mnist:1000" for its first 1,000 training and test images.</summary>
internal static class DatasetName
{
    public const string All = "digits, garments, mnist, fashion-mnist";

    public static ImageDataset Open(string name, string? folder)
    {
        string[] parts = name.Split(':');
        int count = 0;
        if (parts.Length > 2
            || (parts.Length == 2 && !(int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0)))
            throw new ClusterException($"The dataset '{name}' is none of {All}, alone or with a number, such as mnist:1000.");
        ImageDataset whole = OpenWhole(parts[0], folder);
        if (count == 0)
            return whole;
        using (whole)
            return whole.Take(Math.Min(count, whole.Train.Count), Math.Min(count, whole.Test.Count));
    }

    private static ImageDataset OpenWhole(string name, string? folder)
    {
        string? own = folder is null ? null : Path.Combine(folder, name);
        DatasetOptions options = new() { Folder = Directory.Exists(own) ? own : folder };
        return name switch
        {
            "digits" => ImageDatasets.SyntheticDigits(),
            "garments" => ImageDatasets.SyntheticGarments(),
            "mnist" => ImageDatasets.MnistAsync(options).GetAwaiter().GetResult(),
            "fashion-mnist" => ImageDatasets.FashionMnistAsync(options).GetAwaiter().GetResult(),
            _ => throw new ClusterException($"The dataset '{name}' is unknown. Choose {All}."),
        };
    }
}
