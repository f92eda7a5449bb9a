using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Finds a public dataset, or downloads what is missing, and loads it.</summary>
/// <param name="locations">Where to look.</param>
/// <param name="handler">Makes the handler of the HTTP client; called only when something must be downloaded.</param>
/// <param name="firstDelay">How long the downloader waits before its second round of mirrors.</param>
internal sealed class DatasetSource(DatasetLocations locations, Func<HttpMessageHandler> handler, TimeSpan firstDelay)
{
    public static DatasetSource OfThisUser() =>
        new(DatasetLocations.OfThisUser(), static () => new SocketsHttpHandler(), TimeSpan.FromSeconds(1));

    public async Task<ImageDataset> LoadAsync(DatasetDescription dataset, DatasetOptions options)
    {
        string folder = FindFolder(dataset, options.Folder) ?? await DownloadAsync(dataset, options).ConfigureAwait(false);
        return await Task.Run(() => DatasetLoader.Load(dataset, folder, options.Cancellation), options.Cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The first folder in order: the one given, the environment's, the cache, the system's. Null: it must be downloaded.
    /// </summary>
    private string? FindFolder(DatasetDescription dataset, string? folder)
    {
        if (folder is not null)
            return Complete(dataset, folder, "The folder given");
        if (locations.DataFolder is not null)
        {
            string below = Path.Combine(locations.DataFolder, dataset.Name);
            if (Directory.Exists(below))
                return Complete(dataset, below, $"The folder below {DatasetLocations.Variable}");
            ExpectDataFolder(dataset, locations.DataFolder);
        }

        IEnumerable<string> candidates = CacheOf(dataset) is string cache ? [cache, .. dataset.SystemFolders] : dataset.SystemFolders;
        return candidates.FirstOrDefault(candidate => dataset.MissingIn(candidate).Count == 0);
    }

    /// <summary>A folder of datasets may lack this one; what is no folder of datasets was named by mistake.</summary>
    private static void ExpectDataFolder(DatasetDescription dataset, string folder)
    {
        string wanted = $"It must name a folder with the four files of {dataset.Name} in a folder '{dataset.Name}'.";
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                $"The environment variable {DatasetLocations.Variable} names '{folder}', which is no folder. {wanted}");
        if (dataset.Files.FirstOrDefault(file => file.FindIn(folder) is not null) is { } found)
            throw new FileNotFoundException(
                $"The environment variable {DatasetLocations.Variable} names '{folder}', which has {found.Name} itself, and no folder "
                    + $"'{dataset.Name}'. {wanted} Name the folder above, or give this one: "
                    + $"ImageDatasets.{dataset.Method}(new DatasetOptions {{ Folder = … }}).",
                Path.Combine(folder, dataset.Name));
    }

    private static string Complete(DatasetDescription dataset, string folder, string what)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                $"{what}, '{folder}', does not exist. Without a folder, {dataset.Method} looks by itself.");
        IReadOnlyList<DatasetFile> missing = dataset.MissingIn(folder);
        if (missing.Count == 0)
            return folder;
        string hint = dataset.MissingIn(Path.Combine(folder, dataset.Name)).Count == 0
            ? $" They are in its folder '{dataset.Name}': give that one."
            : string.Concat(missing.Select(file => file.FindNearIn(folder) is { } near
                ? $" Its '{near}' may be {file.Name}: unpack it, or give it that name."
                : string.Empty));
        throw new FileNotFoundException(
            $"{what}, '{folder}', lacks {string.Join(", ", missing.Select(file => file.Name))}. "
            + $"It must hold the four files of {dataset.Name}, each uncompressed or with .gz.{hint}",
            missing[0].Name);
    }

    private async Task<string> DownloadAsync(DatasetDescription dataset, DatasetOptions options)
    {
        string cache = CacheOf(dataset) ?? throw new DirectoryNotFoundException(
            $"{dataset.Name} is not on this machine, and this user has no folder to download it to. {WaysOut(dataset)}");
        CreateCache(dataset, cache);
        TemporaryFile.RemoveOrphans(
            cache, name => dataset.Files.Any(file => string.Equals(file.ZippedName, name, StringComparison.Ordinal)));
        using var client = new HttpClient(handler());
        var downloader = new Downloader(client, dataset.Mirrors, firstDelay);
        foreach (DatasetFile file in dataset.MissingIn(cache))
        {
            try
            {
                await downloader.DownloadAsync(file, cache, options.Progress, options.Cancellation).ConfigureAwait(false);
            }
            catch (HttpRequestException cause)
            {
                throw new HttpRequestException(
                    $"{file.ZippedName} of {dataset.Name} could not be downloaded. {cause.Message} Without a network: put the four files, "
                    + $"uncompressed or with .gz, into '{cache}'. {WaysOut(dataset)}",
                    cause);
            }
        }

        return cache;
    }

    private static void CreateCache(DatasetDescription dataset, string cache)
    {
        try
        {
            Directory.CreateDirectory(cache);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{dataset.Name} is not on this machine, and the folder to download it to cannot be made. {cause.Message} "
                    + WaysOut(dataset),
                cause);
        }
    }

    private static string WaysOut(DatasetDescription dataset) =>
        $"Or set the environment variable {DatasetLocations.Variable} to a folder that holds them in a folder '{dataset.Name}', "
        + $"or give their folder: ImageDatasets.{dataset.Method}(new DatasetOptions {{ Folder = … }}).";

    private string? CacheOf(DatasetDescription dataset) =>
        locations.CacheFolder is null ? null : Path.Combine(locations.CacheFolder, dataset.Name);
}
