using System.Globalization;
using System.Text.Json;

namespace ForwardForward.Samples.Cluster;

/// <summary>
/// The newest states of all segments, in a folder of the client: <c>run.json</c> says what they are of, and <c>epoch-3</c> has a file for
/// each segment. A folder of an epoch appears whole or not at all.
/// </summary>
internal sealed class PipelineCheckpoint
{
    private const string Prefix = "epoch-";

    private readonly string _folder;

    private PipelineCheckpoint(string folder, IReadOnlyList<Range> segments) => (_folder, Segments) = (folder, segments);

    /// <summary>The layers of each segment, as the run began with them.</summary>
    public IReadOnlyList<Range> Segments { get; }

    /// <summary>How many epochs the newest states are of; 0 where there are none.</summary>
    public int Epoch => Epochs().DefaultIfEmpty(0).Max();

    /// <summary>Opens a folder for a run; one that is new is divided as given.</summary>
    /// <exception cref="ClusterException">The folder is another run's.</exception>
    public static PipelineCheckpoint Open(string folder, string identity, Func<IReadOnlyList<Range>> divide)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "run.json");
        if (!File.Exists(path))
        {
            int[] ends = [.. divide().Select(segment => segment.End.Value)];
            File.WriteAllText($"{path}.tmp", JsonSerializer.Serialize(new Kept(identity, ends)));
            File.Move($"{path}.tmp", path);
        }
        Kept kept = Read(path);
        if (!string.Equals(kept.Identity, identity, StringComparison.Ordinal))
            throw new ClusterException(
                $"The states in {folder} are of another run: another network, training, seed, traffic or images. Give every run a folder "
                    + "of its own, or delete this one to begin anew.");
        return new PipelineCheckpoint(folder, [.. kept.Ends.Select((end, index) => (index == 0 ? 0 : kept.Ends[index - 1])..end)]);
    }

    /// <summary>The file of a segment after an epoch.</summary>
    public string PathOf(int epoch, int segment) => Path.Combine(FolderOf(epoch), FileOf(segment));

    /// <summary>Keeps the states after an epoch, and removes those before.</summary>
    public async Task WriteAsync(int epoch, Func<int, Stream, Task> write)
    {
        string unfinished = Path.Combine(_folder, "unfinished");
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        for (int segment = 0; segment < Segments.Count; segment++)
        {
            await using FileStream file = File.Create(Path.Combine(unfinished, FileOf(segment)));
            await write(segment, file);
            file.Flush(flushToDisk: true);
        }
        Directory.Move(unfinished, FolderOf(epoch));
        foreach (int earlier in Epochs().Where(earlier => earlier < epoch).ToArray())
            Directory.Delete(FolderOf(earlier), recursive: true);
    }

    private static Kept Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Kept>(File.ReadAllText(path)) ?? throw new JsonException("It is null.");
        }
        catch (JsonException cause)
        {
            throw new ClusterException($"{path} cannot be read: {cause.Message} Delete the folder to begin anew.", cause);
        }
    }

    private static string FileOf(int segment) => string.Create(CultureInfo.InvariantCulture, $"segment-{segment + 1}.safetensors");

    private string FolderOf(int epoch) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{epoch}"));

    private IEnumerable<int> Epochs() => Directory.EnumerateDirectories(_folder, $"{Prefix}*")
        .Select(folder => int.TryParse(
            Path.GetFileName(folder)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : 0);

    private sealed record Kept(string Identity, int[] Ends);
}
