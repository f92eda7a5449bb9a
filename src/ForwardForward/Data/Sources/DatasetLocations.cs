namespace ForwardForward.Data;

/// <summary>Where datasets may lie on this machine.</summary>
/// <param name="DataFolder">The folder that <see cref="Variable"/> names, or null.</param>
/// <param name="CacheFolder">The user's cache for downloads, one folder a dataset below it; null where the user has no such place.</param>
internal sealed record DatasetLocations(string? DataFolder, string? CacheFolder)
{
    /// <summary>The environment variable that names a folder with one folder a dataset.</summary>
    public const string Variable = "FORWARDFORWARD_DATA";

    /// <summary>Reads the environment: on Linux the cache is below <c>$XDG_DATA_HOME</c> or <c>~/.local/share</c>.</summary>
    public static DatasetLocations OfThisUser()
    {
        string? dataFolder = Environment.GetEnvironmentVariable(Variable);
        string userFolder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new DatasetLocations(
            string.IsNullOrWhiteSpace(dataFolder) ? null : dataFolder,
            string.IsNullOrEmpty(userFolder) ? null : Path.Combine(userFolder, "ForwardForward", "datasets"));
    }
}
