using ForwardForward.Data;
using ForwardForward.Samples.Terminal;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Opens the dataset that the options ask for, and the other one of its kind.</summary>
internal static class DatasetOpener
{
    public static Task<ImageDataset> OpenAsync(SampleOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (options.Dataset == DatasetChoice.Synthetic)
        {
            if (options.DataFolder is not null)
                console.WriteLine("note: --data is not used, for synthetic images are made and not read.");
            return Task.FromResult(ImageDatasets.SyntheticDigits());
        }
        return OpenAsync(options.Dataset, FindFolder(options), console, cancellationToken);
    }

    /// <summary>The other dataset of the same kind: garments for digits, and digits for garments.</summary>
    public static Task<ImageDataset> OpenOtherAsync(SampleOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (options.Dataset == DatasetChoice.Synthetic)
            return Task.FromResult(ImageDatasets.SyntheticGarments());
        DatasetChoice other = options.Dataset == DatasetChoice.Mnist ? DatasetChoice.FashionMnist : DatasetChoice.Mnist;
        return OpenAsync(other, FindOwnFolder(options, other), console, cancellationToken);
    }

    /// <summary>The folder given holds the four files itself, or one folder a dataset.</summary>
    internal static string? FindFolder(SampleOptions options) => FindOwnFolder(options, options.Dataset) ?? options.DataFolder;

    private static string? FindOwnFolder(SampleOptions options, DatasetChoice dataset)
    {
        string? folder = options.DataFolder is null ? null : Path.Combine(options.DataFolder, ChoiceName.Of(dataset));
        return Directory.Exists(folder) ? folder : null;
    }

    private static Task<ImageDataset> OpenAsync(DatasetChoice dataset, string? folder, IAnsiConsole console, CancellationToken cancellationToken)
    {
        DownloadDisplay progress = new(console);
        return dataset == DatasetChoice.Mnist
            ? ImageDatasets.MnistAsync(folder, progress, cancellationToken)
            : ImageDatasets.FashionMnistAsync(folder, progress, cancellationToken);
    }
}
