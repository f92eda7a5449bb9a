using System.Buffers.Binary;
using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Reads the tensors of any safetensors file, whatever program wrote it.</summary>
/// <remarks>
/// The format is public: the length of the header as eight bytes, little-endian, the header as JSON, then the tensors' bytes.
/// Opening a file reads and checks the header alone. Memory follows the bytes that the file really has, never what its header claims.
/// The types F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL are read; tensors of others may stand beside them. Not thread-safe.
/// </remarks>
internal sealed class SafetensorsReader : IDisposable
{
    private const int MostProblems = 5;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly long _dataStart;
    private readonly Dictionary<string, SafetensorsEntry> _byName;

    private SafetensorsReader(string path, FileStream file)
    {
        _path = path;
        _file = file;
        try
        {
            byte[] header = ReadHeader();
            _dataStart = file.Position;
            (Metadata, Entries) = SafetensorsHeader.Parse(header, file.Length - _dataStart);
            _byName = Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException)
        {
            ReadOnlySpan<byte> start = ReadStart();
            string what = start.Length > sizeof(ulong) && start[sizeof(ulong)] != '{'
                ? "is no safetensors file, such as Save writes: there is no { where its header would begin. Give such a file."
                : $"is not a whole safetensors file. {cause.Message} {FileContent.GetAgain}";
            throw new InvalidDataException($"{path} {what}{KnownFormats.Describe(start)}", cause);
        }
    }

    /// <summary>The free texts of the header's <c>__metadata__</c>, by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The reader; dispose it after use.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// Not a whole safetensors file, or no regular one; the message says what is wrong.
    /// </exception>
    public static SafetensorsReader Open(string path)
    {
        FileStream file = RegularFile.OpenToRead(path);
        try
        {
            return new SafetensorsReader(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="name">Its name, one of <see cref="Entries"/>.</param>
    /// <param name="device">Where it shall live; null for the CPU.</param>
    /// <returns>The tensor, to be disposed by the caller or the current dispose scope.</returns>
    /// <exception cref="ArgumentException">There is no tensor of this name.</exception>
    /// <exception cref="InvalidDataException">Its type cannot be read, or the file was cut short since it was opened.</exception>
    public Tensor Read(string name, Device? device = null)
    {
        if (!_byName.TryGetValue(name, out SafetensorsEntry? entry))
            throw new ArgumentException($"{_path} has no tensor \"{name}\".", nameof(name));
        if (entry.Type is not { } type)
            throw new InvalidDataException(
                $"The tensor \"{Excerpt.Of(name)}\" of {_path} is of the type \"{Excerpt.Of(entry.TypeName)}\". Those that can be read are "
                    + $"{SafetensorsFormat.Names}.");
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        Tensor tensor = TensorCreation.Empty([.. entry.Shape], type, CPU);
        _file.Position = _dataStart + entry.Begin;
        try
        {
            foreach (Tensor chunk in SafetensorsWriter.Chunks(tensor))
                _file.ReadExactly(chunk.bytes);
        }
        catch (EndOfStreamException cause)
        {
            throw new InvalidDataException($"{_path} has been cut short since it was opened.", cause);
        }
        return tensor.to(device ?? CPU).MoveToOuterDisposeScope();
    }

    /// <summary>Makes sure that the file has these tensors, and copies its values into them.</summary>
    /// <param name="targets">Tensors by name.</param>
    /// <param name="mayHaveMore">Whether it may have others too.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, superfluous, of another shape or type.</exception>
    public void CopyTo(IReadOnlyList<NamedTensor> targets, bool mayHaveMore = false)
    {
        ExpectAll(targets, mayHaveMore);
        using var noGradients = no_grad();
        foreach ((string name, Tensor target) in targets)
        {
            using Tensor stored = Read(name);
            target.copy_(stored);
        }
    }

    /// <summary>Makes sure that the file has exactly these tensors, and reads them all.</summary>
    /// <param name="targets">Tensors by name; they stay as they are.</param>
    /// <returns>What the file has for them, in their order, on the CPU; they belong to the current dispose scope.</returns>
    /// <exception cref="InvalidDataException">A tensor is missing, superfluous, of another shape or type.</exception>
    public IReadOnlyList<NamedTensor> ReadFor(IReadOnlyList<NamedTensor> targets)
    {
        ExpectAll(targets, mayHaveMore: false);
        return [.. targets.Select(target => new NamedTensor(target.Name, Read(target.Name)))];
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void ExpectAll(IReadOnlyList<NamedTensor> targets, bool mayHaveMore)
    {
        string[] problems = [.. FindProblems(targets, mayHaveMore).Take(MostProblems)];
        if (problems.Length > 0)
            throw new InvalidDataException($"The tensors of {_path} are not those of its definition: {string.Join("; ", problems)}.");
    }

    private IEnumerable<string> FindProblems(IReadOnlyList<NamedTensor> targets, bool mayHaveMore)
    {
        Dictionary<string, SafetensorsEntry> entries = new(_byName, StringComparer.Ordinal);
        foreach ((string name, Tensor target) in targets)
        {
            string needed = SafetensorsFormat.Describe(target.dtype, target.shape);
            if (!entries.Remove(name, out SafetensorsEntry? entry))
                yield return $"{name} is missing, which should be {needed}";
            else if (entry.Type != target.dtype || !entry.Shape.SequenceEqual(target.shape))
                yield return $"{entry} should be {needed}";
        }
        foreach (SafetensorsEntry entry in mayHaveMore ? [] : entries.Values.AsEnumerable())
            yield return $"{entry} belongs to nothing";
    }

    private byte[] ReadStart()
    {
        byte[] start = new byte[KnownFormats.StartBytes];
        _file.Position = 0;
        return start[.._file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private byte[] ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        _file.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsFormat.LargestHeader || (long)length > _file.Length - prefix.Length)
            throw new InvalidDataException(
                $"Its header would have {length} bytes: more than the file, or than the {SafetensorsFormat.LargestHeader} that are "
                    + "allowed.");
        byte[] header = new byte[length];
        _file.ReadExactly(header);
        return header;
    }
}
