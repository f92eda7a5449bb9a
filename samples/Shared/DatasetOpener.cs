using ForwardForward.Data;
using ForwardForward.Samples.Terminal;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Opens the dataset that the options ask for.</summary>
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
        string? folder = FindFolder(options);
        DownloadDisplay progress = new(console);
        return options.Dataset == DatasetChoice.Mnist
            ? ImageDatasets.MnistAsync(folder, progress, cancellationToken)
            : ImageDatasets.FashionMnistAsync(folder, progress, cancellationToken);
    }

    /// <summary>The folder given holds the four files itself, or one folder a dataset.</summary>
    internal static string? FindFolder(SampleOptions options)
    {
        if (options.DataFolder is null)
            return null;
        string ownFolder = Path.Combine(options.DataFolder, ChoiceName.Of(options.Dataset));
        return Directory.Exists(ownFolder) ? ownFolder : options.DataFolder;
    }
}
