using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ForwardForward.Tests.Persistence.Safetensors;

namespace ForwardForward.Tests.Training.Checkpoints;

/// <summary>Checkpoints that somebody edited, and gave the name that goes with their content.</summary>
internal static class ForgedCheckpoint
{
    public const string History = "forwardforward.history";

    /// <summary>Edits the metadata of the newest checkpoint.</summary>
    public static void EditMetadata(string folder, Action<JsonObject> edit) => Edit(folder, (header, data) =>
    {
        edit(header["__metadata__"]!.AsObject());
        return data;
    });

    /// <summary>Edits the bytes of one tensor of the newest checkpoint.</summary>
    public static void EditTensor(string folder, string name, Action<Span<byte>> edit) => Edit(folder, (header, data) =>
    {
        JsonNode offsets = header[name]!["data_offsets"]!;
        edit(data.AsSpan((int)offsets[0]!..(int)offsets[1]!));
        return data;
    });

    /// <summary>Replaces the newest checkpoint by other content under its right name.</summary>
    public static void Replace(string folder, byte[] content)
    {
        CheckpointFile newest = CheckpointFile.In(folder)[0];
        File.Delete(newest.Path);
        Write(folder, newest.Epoch, content);
    }

    public static void Write(string folder, int epoch, byte[] content) =>
        File.WriteAllBytes(
            Path.Combine(folder, string.Create(
                CultureInfo.InvariantCulture, $"epoch-{epoch}-{Convert.ToHexStringLower(SHA256.HashData(content))}.safetensors")),
            content);

    private static void Edit(string folder, Func<JsonObject, byte[], byte[]> edit)
    {
        SafetensorsFile file = SafetensorsFile.Open(CheckpointFile.In(folder)[0].Path);
        JsonObject header = file.Header;
        byte[] data = edit(header, file.Data);
        Replace(folder, SafetensorsFile.Compose(header.ToJsonString(), data));
    }
}
