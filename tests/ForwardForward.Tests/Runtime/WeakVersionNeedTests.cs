using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

public sealed class WeakVersionNeedTests
{
    private const string Library = "libstdc++.so.6";
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";

    [LinuxX64Fact]
    public void Mark_TheRealLibrary_ChangesOneFlagOnly()
    {
        byte[] original = TorchSharpLibrary.Read();
        byte[] image = [.. original];

        WeakVersionNeed.Mark(image, Library, Version, Symbol).Should().Be(WeakVersionNeedResult.Marked);

        int[] changed = [.. Enumerable.Range(0, image.Length).Where(i => image[i] != original[i])];
        changed.Should().ContainSingle();
        original[changed[0]].Should().Be(0);
        image[changed[0]].Should().Be(2);
    }

    [LinuxX64Fact]
    public void Mark_ASecondTime_RecognisesTheWeakNeed()
    {
        byte[] image = TorchSharpLibrary.Read();
        WeakVersionNeed.Mark(image, Library, Version, Symbol);
        byte[] once = [.. image];

        WeakVersionNeed.Mark(image, Library, Version, Symbol).Should().Be(WeakVersionNeedResult.AlreadyWeak);

        image.AsSpan().SequenceEqual(once).Should().BeTrue();
    }

    [LinuxX64Fact]
    public void Mark_AVersionThatServesOtherSymbols_Refuses()
    {
        byte[] image = TorchSharpLibrary.Read();

        ShouldBeRefused(image, Library, "GLIBCXX_3.4", Symbol);
        ShouldBeRefused(image, Library, Version, "_ZNSt8ios_base4InitC1Ev");
        ShouldBeRefused(image, "libc.so.6", Version, Symbol);
        ShouldBeRefused(image, Library, "GLIBCXX_3.4.33", Symbol);
    }

    [LinuxX64Fact]
    public void Mark_ASymbolThatIsCalled_Refuses()
    {
        byte[] image = TorchSharpLibrary.Read();
        PointFirstRelocationTo(image, IndexOfSymbol(image));

        ShouldBeRefused(image, Library, Version, Symbol);
    }

    [LinuxX64Fact]
    public void Mark_ATruncatedLibrary_RefusesAtEveryLength()
    {
        byte[] whole = TorchSharpLibrary.Read();
        int[] lengths =
            [.. Enumerable.Range(0, 200), .. Enumerable.Range(1, 300).Select(i => (int)((long)whole.Length * i / 301)), whole.Length - 1];

        foreach (int length in lengths)
            ShouldBeRefused(whole[..length], Library, Version, Symbol);
    }

    [LinuxX64Fact]
    public void Mark_AnotherClassOrByteOrder_Refuses()
    {
        byte[] narrow = TorchSharpLibrary.Read();
        narrow[4] = 1; // 32 bits
        byte[] bigEndian = TorchSharpLibrary.Read();
        bigEndian[5] = 2;

        ShouldBeRefused(narrow, Library, Version, Symbol);
        ShouldBeRefused(bigEndian, Library, Version, Symbol);
    }

    [LinuxX64Fact]
    public void Mark_ASectionTableLargerThanTheFile_Refuses()
    {
        byte[] image = TorchSharpLibrary.Read();
        image.AsSpan(0x3A, 4).Fill(0xff);

        ShouldBeRefused(image, Library, Version, Symbol);
    }

    [LinuxX64Fact]
    public void Mark_WithoutVersionSection_Refuses()
    {
        byte[] image = TorchSharpLibrary.Read();
        foreach (int header in SectionHeaders(image))
        {
            if (BitConverter.ToUInt32(image, header + 4) == 0x6ffffffe)
                BitConverter.TryWriteBytes(image.AsSpan(header + 4), 1u).Should().BeTrue();
        }

        ShouldBeRefused(image, Library, Version, Symbol);
    }

    [Fact]
    public void Mark_NoElfAtAll_Refuses()
    {
        ShouldBeRefused([], Library, Version, Symbol);
        ShouldBeRefused("MZ this is a Windows file"u8.ToArray(), Library, Version, Symbol);
        ShouldBeRefused([.. "\u007fELF\u0002\u0001"u8, .. Enumerable.Repeat((byte)0xff, 4096)], Library, Version, Symbol);
    }

    [LinuxX64Fact]
    public void Mark_DamagedTables_NeverThrowsAndChangesAtMostTheFlag()
    {
        byte[] original = TorchSharpLibrary.Read();
        int[] headers = [.. SectionHeaders(original)];
        int needs = headers.Single(header => BitConverter.ToUInt32(original, header + 4) == 0x6ffffffe);
        int table = (int)BitConverter.ToUInt64(original, needs + 24);
        Random random = new(1);

        for (int round = 0; round < 300; round++)
        {
            byte[] image = [.. original];
            for (int change = 0; change < 3; change++)
            {
                int place = random.Next(3) switch
                {
                    0 => random.Next(64),
                    1 => headers[0] + random.Next(headers.Length * 64),
                    _ => table + random.Next(0x210),
                };
                image[place] = (byte)random.Next(256);
            }

            byte[] before = [.. image];
            WeakVersionNeedResult result = WeakVersionNeed.Mark(image, Library, Version, Symbol);

            int same = image.AsSpan().CommonPrefixLength(before);
            if (result == WeakVersionNeedResult.Marked)
                same += 1 + image.AsSpan(same + 1).CommonPrefixLength(before.AsSpan(same + 1));
            same.Should().Be(image.Length, "of round {0}, {1}", round, result);
        }
    }

    private static void ShouldBeRefused(byte[] image, string library, string version, string symbol)
    {
        byte[] before = [.. image];

        WeakVersionNeed.Mark(image, library, version, symbol).Should().Be(WeakVersionNeedResult.Refused);

        image.AsSpan().SequenceEqual(before).Should().BeTrue("a refused file is not changed");
    }

    private static IEnumerable<int> SectionHeaders(byte[] image)
    {
        int table = (int)BitConverter.ToUInt64(image, 0x28);
        return Enumerable.Range(0, BitConverter.ToUInt16(image, 0x3C)).Select(i => table + (i * 64));
    }

    private static int IndexOfSymbol(byte[] image)
    {
        int[] headers = [.. SectionHeaders(image)];
        int symbols = headers.Single(header => BitConverter.ToUInt32(image, header + 4) == 11);
        int names = (int)BitConverter.ToUInt64(image, headers[BitConverter.ToUInt32(image, symbols + 40)] + 24);
        int first = (int)BitConverter.ToUInt64(image, symbols + 24);
        int name = image.AsSpan(names).IndexOf("_ZSt21ios_base_library_initv\0"u8);
        return Enumerable.Range(0, (int)BitConverter.ToUInt64(image, symbols + 32) / 24)
            .Single(i => BitConverter.ToUInt32(image, first + (24 * i)) == name);
    }

    private static void PointFirstRelocationTo(byte[] image, int symbol)
    {
        int relocations = SectionHeaders(image).First(header => BitConverter.ToUInt32(image, header + 4) == 4);
        int first = (int)BitConverter.ToUInt64(image, relocations + 24);
        BitConverter.TryWriteBytes(image.AsSpan(first + 12), symbol).Should().BeTrue();
    }
}
