using ForwardForward.Data;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Opens the dataset that the options ask for, and the other one of its kind.</summary>
internal static class DatasetOpener
{
    public static async Task<ImageDataset> OpenAsync(SampleOptions options, IAnsiConsole console, CancellationToken cancellationToken) =>
        Take(options.Images, await OpenAllAsync(options, console, cancellationToken));

    /// <summary>The other dataset of the same kind: garments for digits, and digits for garments.</summary>
    public static async Task<ImageDataset> OpenOtherAsync(
        SampleOptions options, IAnsiConsole console, CancellationToken cancellationToken) =>
        Take(options.Images, await OpenAllOfOtherAsync(options, console, cancellationToken));

    /// <summary>The folder given holds the four files itself, or one folder a dataset.</summary>
    internal static string? FindFolder(SampleOptions options) => FindOwnFolder(options, options.Dataset) ?? options.DataFolder;

    private static ImageDataset Take(int? images, ImageDataset all)
    {
        if (images is not { } count)
            return all;
        using (all)
            return all.Take(Math.Min(count, all.Train.Count), Math.Min(count, all.Test.Count));
    }

    private static Task<ImageDataset> OpenAllAsync(SampleOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (options.Dataset == DatasetChoice.Synthetic)
        {
            if (options.DataFolder is not null)
                console.WriteLine("note: --data is not used, for synthetic images are made and not read.");
            return Task.FromResult(ImageDatasets.SyntheticDigits());
        }
        return OpenAsync(options.Dataset, FindFolder(options), console, cancellationToken);
    }

    private static Task<ImageDataset> OpenAllOfOtherAsync(SampleOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (options.Dataset == DatasetChoice.Synthetic)
            return Task.FromResult(ImageDatasets.SyntheticGarments());
        if (options.Dataset == DatasetChoice.Cifar10Jpeg)
            throw new SampleException($"There is no other dataset of the kind of {ChoiceName.Of(options.Dataset)}.");
        DatasetChoice other = options.Dataset == DatasetChoice.Mnist ? DatasetChoice.FashionMnist : DatasetChoice.Mnist;
        return OpenAsync(other, FindOwnFolder(options, other), console, cancellationToken);
    }

    private static string? FindOwnFolder(SampleOptions options, DatasetChoice dataset)
    {
        string? folder = options.DataFolder is null ? null : Path.Combine(options.DataFolder, ChoiceName.Of(dataset));
        return Directory.Exists(folder) ? folder : null;
    }

    private static Task<ImageDataset> OpenAsync(
        DatasetChoice dataset, string? folder, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (dataset == DatasetChoice.Cifar10Jpeg)
            return Task.FromResult(OpenPhotographs(dataset, folder, cancellationToken));
        DatasetOptions options = new() { Folder = folder, Progress = new DownloadDisplay(console), Cancellation = cancellationToken };
        return dataset == DatasetChoice.Mnist ? ImageDatasets.MnistAsync(options) : ImageDatasets.FashionMnistAsync(options);
    }

    /// <summary>The folder holds the folders <c>train</c> and <c>test</c>, or a .zip file of them that has the dataset's name.</summary>
    private static ImageDataset OpenPhotographs(DatasetChoice dataset, string? given, CancellationToken cancellationToken)
    {
        string name = ChoiceName.Of(dataset);
        string folder = given ?? Path.Combine(Environment.GetEnvironmentVariable("FORWARDFORWARD_DATA") ?? string.Empty, name);
        string archive = Path.Combine(folder, $"{name}.zip");
        if (!Directory.Exists(folder))
            throw new SampleException(
                $"There is no folder '{folder}', and {name} is not downloaded. Set FORWARDFORWARD_DATA to a folder that holds a folder "
                    + $"'{name}', or give such a folder with --data. It holds the folders train and test, each with a folder for each "
                    + $"class, or {name}.zip of them.");
        return ImageDatasets.FromFolder(
            File.Exists(archive) ? archive : folder,
            new ImageFolderOptions { Shape = new ImageShape(3, 32, 32), Cancellation = cancellationToken });
    }
}
