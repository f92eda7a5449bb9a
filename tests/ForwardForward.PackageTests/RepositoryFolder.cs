namespace ForwardForward.PackageTests;

/// <summary>The working copy that these tests were built from.</summary>
internal static class RepositoryFolder
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ForwardForward.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            $"No folder above {AppContext.BaseDirectory} holds ForwardForward.sln: run the package tests where they were built.");
    }
}
