using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Writes tensors as a safetensors file, which PyTorch and others read.</summary>
internal static class SafetensorsWriter
{
    private const long ChunkBytes = 1 << 24;
    private const int Alignment = 8;
    private const string NoUnicode = "no Unicode text: it has half of a surrogate pair";

    /// <summary>Writes a file whole or not at all: where anything fails, what stood at the path before is untouched.</summary>
    /// <remarks>
    /// Tensors with larger numbers come first, so that each begins at a multiple of its numbers' size; otherwise the order is kept.
    /// The tensors may be on any device, and must not change meanwhile.
    /// </remarks>
    /// <param name="path">The file; one that exists is replaced. Its folder must exist.</param>
    /// <param name="tensors">
    /// Tensors by name, each name once; of any shape, dense, of a type that <see cref="SafetensorsReader"/> reads.
    /// </param>
    /// <param name="metadata">Free texts by key; null for none.</param>
    /// <exception cref="ArgumentException">
    /// A name is missing, reserved, there twice or no Unicode, a tensor's type is not of the format, or the header is larger than 100 MB.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or the folder may not be written.</exception>
    public static void Write(string path, IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));
    }

    /// <summary>Writes what a file would have, tensors of any shape, from where the stream stands.</summary>
    internal static void Write(Stream stream, IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        TorchRuntime.EnsureLoaded();
        NamedTensor[] sorted = [.. tensors.OrderByDescending(tensor => tensor.Value?.ElementSize ?? 0)];
        metadata ??= new Dictionary<string, string>(StringComparer.Ordinal);
        Check(sorted);
        CheckTexts(metadata);
        byte[] header = Header(sorted, metadata);
        if (header.Length > SafetensorsFormat.LargestHeader)
            throw new ArgumentException(
                $"Names and metadata would take {header.Length} bytes, and the format allows {SafetensorsFormat.LargestHeader}. Use "
                    + "shorter metadata.",
                nameof(metadata));
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, Tensor tensor) in sorted)
            WriteData(stream, tensor);
    }

    /// <summary>A tensor on the CPU in portions, as one may have more bytes than a span can; they share its memory.</summary>
    internal static IEnumerable<Tensor> Chunks(Tensor tensor)
    {
        using Tensor flat = tensor.view(-1);
        long length = ChunkBytes / tensor.ElementSize;
        for (long start = 0; start < flat.shape[0]; start += length)
        {
            using Tensor chunk = flat.narrow(0, start, Math.Min(length, flat.shape[0] - start));
            yield return chunk;
        }
    }

    /// <summary>A header for tensors that follow it in this order, padded with spaces so that they begin at a multiple of 8.</summary>
    private static byte[] Header(IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsFormat.MetadataKey);
                foreach ((string key, string text) in metadata)
                    json.WriteString(key, text);
                json.WriteEndObject();
            }
            long begin = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                long end = begin + (tensor.numel() * tensor.ElementSize);
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsFormat.NameOf(tensor.dtype));
                WriteNumbers(json, "shape", tensor.shape);
                WriteNumbers(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
                begin = end;
            }
            json.WriteEndObject();
        }
        while (stream.Length % Alignment != 0)
            stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteData(Stream stream, Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor chunk in Chunks(tensor.detach().cpu().contiguous()))
            stream.Write(chunk.bytes);
    }

    private static void Check(NamedTensor[] tensors)
    {
        HashSet<string> names = new(StringComparer.Ordinal) { SafetensorsFormat.MetadataKey };
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (string.IsNullOrEmpty(name) || !names.Add(name))
                throw new ArgumentException(
                    $"A tensor cannot be named \"{name}\": the name is empty, there twice, or the format's own.", nameof(tensors));
            if (!IsUnicode(name))
                throw new ArgumentException($"A tensor cannot be named \"{name}\": the name is {NoUnicode}.", nameof(tensors));
            if (tensor is null || tensor.device_type == DeviceType.META || tensor.is_sparse)
                throw new ArgumentException(
                    $"The tensor \"{name}\" is null, sparse, or on the device \"meta\", where tensors have no numbers to write.",
                    nameof(tensors));
            if (SafetensorsFormat.NameOf(tensor.dtype) is null)
                throw new ArgumentException(
                    $"The tensor \"{name}\" is {tensor.dtype}, which cannot be written. Convert it to one of {SafetensorsFormat.Names}.",
                    nameof(tensors));
        }
    }

    private static void CheckTexts(IReadOnlyDictionary<string, string> metadata)
    {
        foreach ((string key, string text) in metadata)
            if (text is null || !IsUnicode(key) || !IsUnicode(text))
                throw new ArgumentException($"The metadata \"{Excerpt.Of(key)}\" is null, or {NoUnicode}.", nameof(metadata));
    }

    /// <summary>Whether a text comes back as it is from the bytes of a file.</summary>
    private static bool IsUnicode(string text)
    {
        for (int at = 0; at < text.Length; at++)
            if (char.IsSurrogate(text[at]) && (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[++at])))
                return false;
        return true;
    }
}
