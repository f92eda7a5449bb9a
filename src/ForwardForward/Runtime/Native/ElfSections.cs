using System.Buffers.Binary;
using System.Text;

namespace ForwardForward.Runtime;

/// <summary>
/// The section table of a little-endian 64-bit ELF file. Every read is checked: bytes that are no such file give
/// <see cref="InvalidDataException"/> and nothing else.
/// </summary>
internal readonly ref struct ElfSections
{
    private const uint WithoutContent = 8;

    private readonly ReadOnlySpan<byte> _image;

    /// <summary>Reads the section table.</summary>
    /// <param name="image">The bytes of the file.</param>
    /// <exception cref="InvalidDataException">The bytes are not a 64-bit little-endian ELF file with sections.</exception>
    public ElfSections(ReadOnlySpan<byte> image)
    {
        _image = image;
        All = [];
        if (!Slice(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");

        long table = Offset(0x28);
        int entrySize = U16(0x3A);
        int count = U16(0x3C);
        if (entrySize < 64 || count == 0)
            throw new InvalidDataException("No section table.");

        Slice(table, (long)entrySize * count);

        ElfSection[] sections = new ElfSection[count];
        for (int i = 0; i < count; i++)
        {
            long at = table + ((long)i * entrySize);
            sections[i] = new ElfSection(U32(at + 4), Offset(at + 24), Offset(at + 32), U32(at + 40), U32(at + 44));
            if (sections[i].Type != WithoutContent)
                Slice(sections[i].Offset, sections[i].Size);
        }

        All = sections;
    }

    /// <summary>All sections, in the order of the file.</summary>
    public ElfSection[] All { get; }

    /// <summary>The only section of a type.</summary>
    /// <param name="type">The section type (<c>sh_type</c>).</param>
    /// <exception cref="InvalidDataException">There is none, or more than one.</exception>
    public ElfSection Single(uint type)
    {
        ElfSection? found = null;
        foreach (ElfSection section in All)
        {
            if (section.Type != type)
                continue;
            found = found is null ? section : throw new InvalidDataException("A section occurs twice.");
        }

        return found ?? throw new InvalidDataException("A section is missing.");
    }

    /// <summary>Reads two bytes.</summary>
    /// <param name="at">The place in the file.</param>
    public ushort U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2));

    /// <summary>Reads four bytes.</summary>
    /// <param name="at">The place in the file.</param>
    public uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4));

    /// <summary>Whether the string at a place of a string table is exactly <paramref name="expected"/>.</summary>
    /// <param name="table">The index of the string table's section.</param>
    /// <param name="at">The place in that table.</param>
    /// <param name="expected">The text, ASCII.</param>
    public bool TextEquals(uint table, uint at, string expected)
    {
        if (table >= All.Length)
            throw new InvalidDataException("A string table is missing.");
        long start = All[table].Offset + at;
        // A shorter string at the very end of the file is no match, not an error.
        if (start + expected.Length + 1 > _image.Length)
            return false;
        ReadOnlySpan<byte> text = Slice(start, expected.Length + 1);
        return text[^1] == 0 && Ascii.Equals(text[..^1], expected);
    }

    private long Offset(long at)
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(Slice(at, 8));
        return value <= int.MaxValue ? (long)value : throw new InvalidDataException("An offset is out of range.");
    }

    private ReadOnlySpan<byte> Slice(long at, long length) =>
        at >= 0 && at + length <= _image.Length
            ? _image.Slice((int)at, (int)length)
            : throw new InvalidDataException("The file ends too early.");
}
