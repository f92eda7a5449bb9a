using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForwardForward.Samples;

/// <summary>Keeps measurements in a folder, so that a study that was stopped goes on where it was.</summary>
/// <param name="folder">The folder; made when the first cell is kept.</param>
internal sealed class CellStore(string folder)
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true };

    /// <summary>
    /// The cell of a key, or null. A file that holds something else or cannot be understood counts as none: its cell is measured again.
    /// </summary>
    public T? Find<T>(JsonObject key)
        where T : class, IKeptCell
    {
        string path = PathOf(key);
        if (!File.Exists(path))
            return null;
        try
        {
            T? cell = JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json);
            return cell is not null && JsonNode.DeepEquals(cell.Key, key) ? cell : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a cell. Its file appears whole or not at all.</summary>
    public void Keep<T>(T cell)
        where T : IKeptCell
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(PathOf(cell.Key), JsonSerializer.SerializeToUtf8Bytes(cell, Json));
    }

    private string PathOf(JsonObject key) =>
        Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToJsonString())))[..32]}.json");
}
