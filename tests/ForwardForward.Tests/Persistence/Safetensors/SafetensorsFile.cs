using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace ForwardForward.Tests.Persistence.Safetensors;

/// <summary>The public format by hand: eight bytes with the header's length, the header as JSON, the data.</summary>
internal sealed class SafetensorsFile(byte[] content)
{
    private readonly int _headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(content);

    public JsonObject Header => JsonNode.Parse(content.AsSpan(sizeof(ulong), _headerLength))!.AsObject();

    public byte[] Data => content[(sizeof(ulong) + _headerLength)..];

    public static SafetensorsFile Open(string path) => new(File.ReadAllBytes(path));

    public static byte[] Compose(string header, params byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }

    public float[] Floats(string name)
    {
        JsonNode offsets = Header[name]!["data_offsets"]!;
        return MemoryMarshal.Cast<byte, float>(Data.AsSpan((int)offsets[0]!..(int)offsets[1]!)).ToArray();
    }

    /// <summary>Writes the file anew, with another header and the same data.</summary>
    public void Rewrite(string path, Action<JsonObject> edit)
    {
        JsonObject header = Header;
        edit(header);
        File.WriteAllBytes(path, Compose(header.ToJsonString(), Data));
    }

    /// <summary>Writes the file anew, with another definition and the same data.</summary>
    public void RewriteDefinition(string path, Action<JsonObject> edit) => Rewrite(path, header =>
    {
        JsonNode metadata = header["__metadata__"]!;
        JsonObject definition = JsonNode.Parse((string)metadata["forwardforward.definition"]!)!.AsObject();
        edit(definition);
        metadata["forwardforward.definition"] = definition.ToJsonString();
    });
}
