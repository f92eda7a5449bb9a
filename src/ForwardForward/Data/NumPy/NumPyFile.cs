using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Reads arrays that NumPy has written (<c>numpy.save</c>, <c>.npy</c>).</summary>
/// <remarks>
/// Versions 1 to 3 of the format, row by row (C order), of little-endian <c>float32</c>, <c>float64</c>, <c>uint8</c> or <c>int64</c>.
/// Nothing in a file is executed, and no more memory is taken than the file has numbers. Thread-safe.
/// </remarks>
/// <example>
/// <code>
/// using Tensor images = NumPyFile.Read("images.npy"), labels = NumPyFile.Read("labels.npy");
/// using LabelledImages train = new(images, labels, classes: 10);
/// </code>
/// </example>
public static class NumPyFile
{
    private const int ChunkBytes = 1 << 24;

    /// <summary>Reads an array.</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// A tensor of the array's shape, such as <c>[n, features]</c>, and of its type, on the CPU. To be disposed by
    /// the caller or the current dispose scope.
    /// </returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is no array, is damaged, has other numbers than its header says, or is an array of another kind. Such kinds are: in
    /// Fortran's order, big-endian, of objects, texts or other types, empty, or a single number. The message says which, and what to do.
    /// </exception>
    public static Tensor Read(string path)
    {
        using FileStream file = RegularFile.OpenToRead(path);
        NumPyHeader header = NumPyHeader.Read(file, path);
        long there = file.Length - header.DataStart;
        double bytes = header.Shape.Aggregate((double)ElementBytes(header.Type), (product, side) => product * side);
        if (bytes != there)
            throw new InvalidDataException(FormattableString.Invariant(
                $"{path} says that it has the shape ({string.Join(", ", header.Shape)}), which takes {bytes} bytes, and has {there}. ")
                    + FileContent.GetAgain);
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        Tensor array = TensorCreation.Empty(header.Shape, header.Type, CPU), flat = array.view(-1);
        long length = ChunkBytes / array.ElementSize;
        for (long start = 0; start < flat.shape[0]; start += length)
        {
            using Tensor chunk = flat.narrow(0, start, Math.Min(length, flat.shape[0] - start));
            file.ReadExactly(chunk.bytes);
        }
        return array.MoveToOuterDisposeScope();
    }

    private static int ElementBytes(ScalarType type) => type switch
    {
        ScalarType.Byte => 1,
        ScalarType.Float32 => 4,
        _ => 8,
    };
}
