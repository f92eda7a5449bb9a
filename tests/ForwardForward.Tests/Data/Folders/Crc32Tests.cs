using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Folders;

public sealed class Crc32Tests
{
    // The check value of this code in the catalogues of such codes, and the checksum that ends every PNG file.
    [Theory]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("IEND", 0xAE426082)]
    [InlineData("", 0)]
    public void Of_KnownText_IsItsChecksum(string text, uint checksum) =>
        Crc32.Of(System.Text.Encoding.ASCII.GetBytes(text)).Should().Be(checksum);
}
