using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;

namespace ForwardForward.Tests.Reliability;

/// <summary>Loads the small dataset from a mirror into a cache that others may fill at the same time.</summary>
internal static class DownloadChild
{
    public static async Task<int> RunAsync(Uri mirror, string cache)
    {
        DatasetSource source = new(
            new DatasetLocations(DataFolder: null, cache), () => new SocketsHttpHandler(), TimeSpan.FromMilliseconds(1));
        using ImageDataset dataset = await source.LoadAsync(new SmallDataset(mirror).Description, new DatasetOptions());
        return dataset.Train.Count == 3 ? 0 : 1;
    }
}
