using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>The rows of one sweep in a folder: <c>sweep.json</c> says what they are of, and each has a file of its own.</summary>
/// <remarks>
/// <para><see cref="Sweep.Run"/> keeps its rows so. A program that runs the cells by itself, such as on several machines, keeps them in the
/// same way: <see cref="Find"/> says which cells have a row already, and <see cref="Keep"/> adds one.</para>
/// <para>A file appears whole or not at all, so that nothing is half there when a process is killed.</para>
/// </remarks>
public sealed class SweepFolder : IDisposable
{
    private const string Remedy = "Delete it, and the cell is run again.";

    private readonly string _folder;
    private readonly FileStream _lock;

    private SweepFolder(string folder, FileStream taken)
    {
        _folder = folder;
        _lock = taken;
    }

    /// <summary>Takes a folder for a sweep, until the result is disposed.</summary>
    /// <param name="folder">Where the rows are; created where it is missing.</param>
    /// <param name="sweep">What they are of.</param>
    /// <param name="options">The images and the device; the options' own folder is not looked at.</param>
    /// <returns>The folder, which no other process may use meanwhile.</returns>
    /// <exception cref="ArgumentException">The options lack a dataset.</exception>
    /// <exception cref="InvalidOperationException">It is another sweep's; the message says in what they differ.</exception>
    /// <exception cref="InvalidDataException">Its description is damaged.</exception>
    /// <exception cref="IOException">It cannot be created or written, or another process runs a sweep in it.</exception>
    public static SweepFolder Open(string folder, Sweep sweep, SweepOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(options);
        foreach (SweepCell cell in sweep.Cells)
            options.DatasetOf(cell);
        JsonObject identity = SweepIdentity.Of(sweep, options);
        Directory.CreateDirectory(folder);
        FileStream taken = FolderLock.Take(
            folder, "folder of the sweep",
            "Where another process runs a sweep in it, wait for its end, or give this one a folder of its own.");
        try
        {
            string path = Path.Combine(folder, "sweep.json"), text = identity.ToJsonString(PluginRegistry.None.Json);
            ExpectSame(path, Parse(text), folder); // Both as they are read: numbers compare as they are written.
            Write(path, text);
            return new SweepFolder(folder, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>The row of a cell.</summary>
    /// <param name="cell">A cell of the sweep.</param>
    /// <returns>Its row, which may say that it failed; null where it has none yet.</returns>
    /// <exception cref="InvalidDataException">Its file is damaged, or is another cell's.</exception>
    public SweepRow? Find(SweepCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        string path = PathOf(cell);
        if (!File.Exists(path))
            return null;
        SweepRow row = SweepRow.Read(File.ReadAllText(path), $"{path} is no whole row. {Remedy}");
        if (row.Failure is null && !row.Values.ContainsKey(SweepRow.TestAccuracy))
            throw new InvalidDataException(
                $"{path} has no {SweepRow.TestAccuracy} among its values, which are {Excerpt.Of(string.Join(", ", row.Values.Keys))}. "
                    + Remedy);
        return IsOf(row, cell)
            ? row
            : throw new InvalidDataException(
                $"{path} is the row of another cell, {row.Configuration}, seed {row.Seed}. Delete it to run {cell}.");
    }

    /// <summary>Keeps the row of a cell; one that is there is replaced.</summary>
    /// <param name="cell">A cell of the sweep.</param>
    /// <param name="row">What it gave.</param>
    /// <exception cref="ArgumentException">The row is another cell's.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Keep(SweepCell cell, SweepRow row)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(row);
        if (!IsOf(row, cell))
            throw new ArgumentException($"The row is that of {row.Configuration}, seed {row.Seed}, and not of {cell}.", nameof(row));
        Write(PathOf(cell), row.ToJson());
    }

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => _lock.Dispose();

    private static bool IsOf(SweepRow row, SweepCell cell) =>
        row.Seed == cell.Seed && string.Equals(row.Configuration, cell.Configuration.Name, StringComparison.Ordinal);

    private static void ExpectSame(string path, JsonObject identity, string folder)
    {
        if (!File.Exists(path))
            return;
        JsonObject kept;
        try
        {
            kept = Parse(File.ReadAllText(path));
        }
        catch (JsonException cause)
        {
            throw Excerpt.Explain(
                $"{path}, which says what the rows beside it are of, cannot be read. Give the sweep another folder.", cause);
        }
        if (SweepIdentity.FindDifference(kept, identity) is { } difference)
            throw new InvalidOperationException(
                $"The rows in {folder} are of another sweep than this: {difference}. Configurations and seeds may be added to a sweep, and "
                    + "nothing else. Give every sweep a folder of its own (SweepOptions.Folder), or delete this one to begin anew.");
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text) as JsonObject ?? throw new JsonException("It is no JSON object.");

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private string PathOf(SweepCell cell)
    {
        byte[] key = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{cell.Configuration.Name}\n{cell.Seed}"));
        return Path.Combine(_folder, $"cell-{Convert.ToHexStringLower(SHA256.HashData(key))[..16]}.json");
    }
}
