using System.Globalization;
using System.Runtime.CompilerServices;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Reads the files of CIFAR-10's binary version, plain or gzipped (told by content, not by name).</summary>
/// <remarks>
/// <para>
/// A file is a sequence of records of 3073 bytes, without a header. A record is the label, then 1024 bytes of red, 1024 of green and 1024
/// of blue, each plane 32×32 row by row. The source is Krizhevsky, Learning Multiple Layers of Features from Tiny Images (2009), and the
/// dataset's page. CIFAR-100, whose records have two labels, is not read. The user gives the files, unpacked from their archive; the
/// library downloads none.
/// </para>
/// <para>
/// Everything is checked: at least one record, the exact length, the range of the labels, and that a gzipped file is complete. Memory
/// depends on the bytes that the file really has. A gzipped file may have 100,000 records. All methods are thread-safe.
/// </para>
/// </remarks>
internal static class CifarReader
{
    private const int Channels = 3;
    private const int Side = 32;
    private const int ImageBytes = Channels * Side * Side;
    private const int RecordBytes = 1 + ImageBytes;
    private const int ChunkRecords = 340;
    private const int MostZippedRecords = 100_000; // The original files have 10,000.
    private const int Cifar100RecordBytes = 2 + ImageBytes;
    private const string Advice =
        "give an undamaged file of CIFAR-10's binary version, unpacked from its archive (not its Python version, not CIFAR-100).";

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file, plain or gzipped.</param>
    /// <param name="classes">
    /// Number of classes, 2 to 31; labels must be in [0, classes). 31, gzip's first byte, can then be no label, and no plain file is taken
    /// for a gzipped one.
    /// </param>
    /// <returns>
    /// Images <c>[n, 3, 32, 32]</c>, pixels in [0, 1], with their labels, in the file's order, to be disposed by the caller.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not between 2 and 31.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is empty or damaged, does not end with a whole record, or holds a label out of range (the first such record is named,
    /// counted from 0).
    /// </exception>
    public static LabelledImages Read(string path, int classes) => ReadFiles([path], classes);

    /// <summary>Reads one file from a stream, to its end.</summary>
    /// <param name="stream">A readable stream, seekable or not. It is left open.</param>
    /// <param name="classes">Number of classes, 2 to 31; labels must be in [0, classes).</param>
    /// <param name="name">What errors call the stream. <value>Default: <c>the stream</c>.</value></param>
    /// <returns>Images <c>[n, 3, 32, 32]</c>, pixels in [0, 1], with their labels, in order, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not between 2 and 31.</exception>
    /// <exception cref="InvalidDataException">
    /// The stream is empty or damaged, does not end with a whole record, or holds a label out of range (the first such record is named,
    /// counted from 0).
    /// </exception>
    public static LabelledImages Read(Stream stream, int classes, string name = "the stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        CheckClasses(classes);
        using DisposeScope scope = NewDisposeScope();
        return Join(ReadRecords(stream, classes, name), classes);
    }

    /// <summary>Reads several files as one, in the given order.</summary>
    internal static LabelledImages ReadFiles(
        IReadOnlyList<string> paths, int classes, [CallerArgumentExpression(nameof(paths))] string? list = null)
    {
        ArgumentNullException.ThrowIfNull(paths, list);
        if (paths.Count == 0)
            throw new ArgumentException("There is no file in the list. Give at least one.", list);
        CheckClasses(classes);
        using DisposeScope scope = NewDisposeScope();
        var records = new List<Tensor>();
        foreach (string path in paths)
        {
            using FileStream stream = RegularFile.OpenToRead(path);
            records.AddRange(ReadRecords(stream, classes, path));
        }

        return Join(records, classes);
    }

    /// <summary>All records, as byte tensors <c>[some, 3073]</c> that belong to the caller's dispose scope.</summary>
    private static List<Tensor> ReadRecords(Stream stream, int classes, string name)
    {
        TorchRuntime.EnsureLoaded();
        using var content = new FileContent(stream, name);
        var records = new List<Tensor>();
        var chunk = new byte[ChunkRecords * RecordBytes];
        int before = 0;
        int received;
        do
        {
            received = content.Read(chunk);
            (int whole, int rest) = Math.DivRem(received, RecordBytes);
            for (int index = 0; index < whole; index++)
                if (chunk[index * RecordBytes] >= classes)
                    throw content.WrongLabel(
                        Describe($"the label of record {before + index}"), chunk[index * RecordBytes], classes,
                        Advice + LooksLike(content, chunk.AsSpan(0, received), before));
            before += whole;
            if (rest > 0)
                throw content.Invalid(Describe(
                    $"should hold whole records of {RecordBytes} bytes, but holds {before} and {rest} bytes too many: {Advice}")
                    + LooksLike(content, chunk.AsSpan(0, received), before - whole));
            if (content.IsZipped && before > MostZippedRecords)
                throw content.Invalid(Describe(
                    $"is gzipped and holds more than {MostZippedRecords} records. An original file has a tenth of that: unpack it first."));
            records.Add(TensorCreation.CopyOf(chunk[..received]).view(whole, RecordBytes));
        }
        while (received == chunk.Length);

        return before > 0 ? records : throw content.Invalid($"is empty, but must hold at least one record: {Advice}");
    }

    private static string LooksLike(FileContent content, ReadOnlySpan<byte> chunk, int before) => content.LooksLike() switch
    {
        { Length: > 0 } known => known,
        _ when before == 0 && IsCifar100(chunk) => " It looks like CIFAR-100, whose records have two labels and 3074 bytes.",
        _ => string.Empty,
    };

    /// <summary>Whether the beginning of a file, or all of it, is records of a coarse label, a fine one, and pixels.</summary>
    private static bool IsCifar100(ReadOnlySpan<byte> start)
    {
        if (start.Length < ChunkRecords * RecordBytes && start.Length % Cifar100RecordBytes != 0)
            return false;
        for (int at = 0; at + 1 < start.Length; at += Cifar100RecordBytes)
            if (start[at] >= 20 || start[at + 1] >= 100)
                return false;
        return true;
    }

    private static LabelledImages Join(List<Tensor> records, int classes)
    {
        Tensor labels = cat([.. records.Select(rows => rows.select(1, 0))]);
        Tensor images = cat([.. records.Select(rows => rows.narrow(1, 1, ImageBytes))]);
        return new LabelledImages(images.view(-1, Channels, Side, Side), labels, classes);
    }

    private static void CheckClasses(int classes)
    {
        if (classes is < 2 or > 31)
            throw new ArgumentOutOfRangeException(
                nameof(classes), classes,
                "There can be 2 to 31 classes: with a label 31, gzip's first byte, a plain file could not be told from a gzipped one.");
    }

    private static string Describe(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
