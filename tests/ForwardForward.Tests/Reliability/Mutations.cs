using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace ForwardForward.Tests.Reliability;

/// <summary>Damages content at random, in ways that a seed repeats.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly string[] Parts =
        [
            "null", "true", "0", "-1", "1e999", "1e-400", "\"\"", "\"\\ud800\"", "\\u0000", "{", "}", "[", "]", "[]", "{}", ",", ":",
            "\"n\":3,", "\"settings\":{},", "//", "\u00e9",
        ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-0.0", "-1", "0.5", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775807", "1e30",
        "1e308", "1e999", "1e-320", "\"\"", "\"NaN\"", "\"..\"", "[]", "{}", "[[[[]]]]",
        """{"type":"System.IO.FileStream"}""", "\"System.Diagnostics.Process, System.Diagnostics.Process\"",
        $"\"{typeof(Trap).AssemblyQualifiedName}\"", $$"""{"type":"{{typeof(Trap).FullName}}"}""", """{"$type":"System.IO.FileInfo"}""",
    ];

    private readonly Random _random = new(seed);

    /// <summary>One to three changes of bytes.</summary>
    public byte[] Bytes(byte[] whole, int first = 0)
    {
        List<byte> content = [.. whole];
        for (int change = _random.Next(1, 4); change > 0; change--)
            Change(content, first);
        return [.. content];
    }

    /// <summary>One to three changes of the structure: values replaced, removed, copied elsewhere or renamed.</summary>
    public string Json(string whole)
    {
        JsonNode root = JsonNode.Parse(whole)!;
        for (int change = _random.Next(1, 4); change > 0; change--)
            Change(root);
        return root.ToJsonString();
    }

    /// <summary>True once in so many times.</summary>
    public bool OnceIn(int times) => _random.Next(times) == 0;

    private void Change(List<byte> content, int first)
    {
        if (content.Count <= first)
            return;
        int at = _random.Next(first, content.Count), length = Math.Min(_random.Next(1, 12), content.Count - at);
        switch (_random.Next(9))
        {
            case 0:
                content[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                content[at] = (byte)_random.Next(256);
                break;
            case 2:
                content.RemoveRange(at, content.Count - at);
                break;
            case 3:
                content.RemoveRange(at, length);
                break;
            case 4:
                content.InsertRange(_random.Next(first, content.Count), content.GetRange(at, length));
                break;
            case 5:
                content.InsertRange(at, Encoding.UTF8.GetBytes(Draw(Parts)));
                break;
            case 6:
                content[at] = (byte)"0123456789-.,:{}[]\"e^n"[_random.Next(22)];
                break;
            case 7:
                ReplaceNumber(content, at);
                break;
            default:
                byte[] more = new byte[_random.Next(1, 64)];
                _random.NextBytes(more);
                content.InsertRange(at, more);
                break;
        }
    }

    /// <summary>Digits become an extreme number as text; other bytes become one as four or eight bytes.</summary>
    private void ReplaceNumber(List<byte> content, int at)
    {
        if (char.IsAsciiDigit((char)content[at]))
        {
            int end = at;
            while (end < content.Count && char.IsAsciiDigit((char)content[end]))
                end++;
            content.RemoveRange(at, end - at);
            content.InsertRange(at, Encoding.UTF8.GetBytes(Draw(Values)));
            return;
        }
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(
            number, Draw([0, 1, -1, int.MaxValue, int.MinValue, long.MaxValue, 0x1_0000, 0x7FFF_FFFF_0000]));
        int width = Math.Min(OnceIn(2) ? 4 : 8, content.Count - at);
        for (int index = 0; index < width; index++)
            content[at + index] = number[8 - width + index];
    }

    private void Change(JsonNode root)
    {
        List<JsonNode?> nodes = [.. Below(root)];
        if (nodes.Count == 0)
            return; // Earlier changes have emptied it.
        JsonNode? node = nodes[_random.Next(nodes.Count)], other = nodes[_random.Next(nodes.Count)];
        JsonNode? value = OnceIn(2) ? JsonNode.Parse(Draw(Values)) : other?.DeepClone();
        switch (node?.Parent)
        {
            case JsonArray list when OnceIn(3):
                list.Remove(node);
                break;
            case JsonArray list when OnceIn(2):
                list.Add(value);
                break;
            case JsonArray list:
                list[list.IndexOf(node)] = value;
                break;
            case JsonObject parent when OnceIn(4):
                parent.Remove(node.GetPropertyName());
                break;
            case JsonObject parent when OnceIn(4):
                parent[$"{node.GetPropertyName()}{_random.Next(3)}"] = value;
                break;
            case JsonObject parent:
                parent[node.GetPropertyName()] = value;
                break;
        }
    }

    private static IEnumerable<JsonNode?> Below(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(child => Below(child.Value).Prepend(child.Value)),
        JsonArray list => list.SelectMany(child => Below(child).Prepend(child)),
        _ => [],
    };

    private T Draw<T>(T[] from) => from[_random.Next(from.Length)];
}
