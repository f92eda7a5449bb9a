using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Samples.Results;

namespace ForwardForward.Samples.Studies;

/// <summary>Keeps measurements in a folder, so that a study that was stopped goes on where it was.</summary>
/// <param name="folder">The folder; made when the first cell is kept.</param>
/// <param name="fresh">Whether cells from before this run are passed over, to be replaced.</param>
internal sealed class CellStore(string folder, bool fresh)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true };

    private readonly HashSet<string> _keptNow = new(StringComparer.Ordinal);

    /// <summary>The cell of a key, or null. A file that holds something else or cannot be understood counts as none: its cell is measured again.</summary>
    public StudyCell? Find(JsonObject key)
    {
        string path = PathOf(key);
        if (!File.Exists(path) || (fresh && !_keptNow.Contains(path)))
            return null;
        try
        {
            StudyCell? cell = JsonSerializer.Deserialize<StudyCell>(File.ReadAllText(path), Json);
            return cell is not null && JsonNode.DeepEquals(cell.Key, key) ? cell : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a cell. Its file appears whole or not at all.</summary>
    public void Keep(StudyCell cell)
    {
        Directory.CreateDirectory(folder);
        string path = PathOf(cell.Key);
        WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(cell, Json));
        _keptNow.Add(path);
    }

    private string PathOf(JsonObject key) => Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToJsonString())))[..32]}.json");
}
