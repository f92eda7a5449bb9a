using System.Buffers.Binary;

namespace ForwardForward.Runtime;

/// <summary>
/// Marks one version need of a 64-bit ELF library as weak. The dynamic linker refuses a library whose needed symbol version is
/// missing, even when nothing ever uses the symbol; a weak need is let pass.
/// </summary>
internal static class WeakVersionNeed
{
    private const uint DynamicSymbols = 11;
    private const uint RelocationsWithAddend = 4;
    private const uint VersionNeeds = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;
    private const ushort WeakFlag = 2;
    private const ushort VersionMask = 0x7fff;

    /// <summary>
    /// Marks the need weak in <paramref name="image"/>, when the file has the expected form: exactly one such need, it serves
    /// exactly one symbol, that symbol is undefined and named <paramref name="symbol"/>, and no relocation refers to it.
    /// </summary>
    /// <param name="image">The bytes of the library; changed only when the result is <see cref="WeakVersionNeedResult.Marked"/>.</param>
    /// <param name="library">The library that should offer the version, for example <c>libstdc++.so.6</c>.</param>
    /// <param name="version">The version, for example <c>GLIBCXX_3.4.32</c>.</param>
    /// <param name="symbol">The mangled name of the one symbol that may carry this version.</param>
    /// <returns>What was found and done. Never throws, whatever the bytes are.</returns>
    public static WeakVersionNeedResult Mark(Span<byte> image, string library, string version, string symbol)
    {
        try
        {
            ElfSections elf = new(image);
            long need = FindNeed(elf, library, version);
            ushort flags = elf.U16(need + 4);
            int index = elf.U16(need + 6) & VersionMask;
            if (!ServesOnlyAnUnusedSymbol(elf, index, symbol))
                return WeakVersionNeedResult.Refused;
            if ((flags & WeakFlag) != 0)
                return WeakVersionNeedResult.AlreadyWeak;
            BinaryPrimitives.WriteUInt16LittleEndian(image[(int)(need + 4)..], (ushort)(flags | WeakFlag));
            return WeakVersionNeedResult.Marked;
        }
        catch (InvalidDataException)
        {
            return WeakVersionNeedResult.Refused;
        }
    }

    // Verneed: version u16, count u16, file u32, first aux u32, next u32.  Vernaux: hash u32, flags u16, index u16, name u32, next u32.
    private static long FindNeed(ElfSections elf, string library, string version)
    {
        ElfSection section = elf.Single(VersionNeeds);
        long found = -1;
        long entry = section.Offset;
        for (uint left = section.Info; left > 0; left--)
        {
            if (elf.TextEquals(section.Link, elf.U32(entry + 4), library))
            {
                long need = entry + elf.U32(entry + 8);
                for (int remaining = elf.U16(entry + 2); remaining > 0; remaining--)
                {
                    if (elf.TextEquals(section.Link, elf.U32(need + 8), version))
                        found = found < 0 ? need : throw new InvalidDataException("The version is needed twice.");
                    need += Next(elf.U32(need + 12), last: remaining == 1);
                }
            }

            entry += Next(elf.U32(entry + 12), last: left == 1);
        }

        return found >= 0 ? found : throw new InvalidDataException("The version is not needed.");
    }

    // The distance to the next entry; 0 is right at the last one only. Smaller than an entry would walk in circles.
    private static uint Next(uint distance, bool last) =>
        last || distance >= 16 ? distance : throw new InvalidDataException("A chain of entries ends too early.");

    private static bool ServesOnlyAnUnusedSymbol(ElfSections elf, int index, string symbol)
    {
        ElfSection versions = elf.Single(SymbolVersions);
        ElfSection symbols = elf.Single(DynamicSymbols);
        long served = -1;
        for (long i = 0; i < versions.Size / 2; i++)
        {
            if ((elf.U16(versions.Offset + (2 * i)) & VersionMask) != index)
                continue;
            if (served >= 0)
                return false;
            served = i;
        }

        if (served < 0)
            return false;
        long entry = symbols.Offset + (24 * served);
        bool undefined = elf.U16(entry + 6) == 0;
        return undefined && elf.TextEquals(symbols.Link, elf.U32(entry), symbol) && !IsRelocated(elf, (uint)served);
    }

    private static bool IsRelocated(ElfSections elf, uint symbol)
    {
        foreach (ElfSection section in elf.All)
        {
            if (section.Type != RelocationsWithAddend)
                continue;
            for (long at = section.Offset; at < section.Offset + section.Size; at += 24)
            {
                if (elf.U32(at + 12) == symbol)
                    return true;
            }
        }

        return false;
    }
}
