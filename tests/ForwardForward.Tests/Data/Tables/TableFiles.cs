using System.Text;
using ForwardForward.Tests.Data.Sources;

namespace ForwardForward.Tests.Data.Tables;

/// <summary>Small tables in a folder that is removed with them.</summary>
internal sealed class TableFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Two classes of plants, told apart by their height and, less so, by their colour; ten rows of each.</summary>
    public static string Plants { get; } = string.Join('\n', (string[])
        [
            "height,colour,plant",
            .. Enumerable.Range(0, 10).Select(row => $"{row}.5,{(row % 3 == 0 ? "red" : "blue")},moss"),
            .. Enumerable.Range(0, 10).Select(row => $"{row + 20},{(row % 3 == 0 ? "blue" : "red")},fern"),
        ]);

    public string Folder => _folder.FullPath;

    public string Write(string text, string name = "plants.csv") => Write(Encoding.UTF8.GetBytes(text), name);

    public string Write(byte[] bytes, string name = "plants.csv")
    {
        File.WriteAllBytes(_folder.Below(name), bytes);
        return _folder.Below(name);
    }

    public string Below(string name) => _folder.Below(name);

    public void Dispose() => _folder.Dispose();
}
